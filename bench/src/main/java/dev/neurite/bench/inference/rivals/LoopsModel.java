package dev.neurite.bench.inference.rivals;

import dev.neurite.bench.inference.Model;
import dev.neurite.bench.inference.ModelFiles;
import dev.neurite.bench.inference.Net;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;

/**
 * What a service does without a library: loops over {@code float[]}, in axpy form, which the JIT
 * vectorises.
 */
final class LoopsModel implements Model {
  private final Net net;
  private final float[][] weights; // [in, out]
  private final float[][] biases;
  private final float[][] activations;

  LoopsModel(Net net) {
    this.net = net;
    this.weights = new float[net.layers()][];
    this.biases = new float[net.layers()][];
    this.activations = new float[net.layers()][];
    FloatBuffer file = read(net);
    for (int l = 0; l < net.layers(); l++) {
      int in = net.in(l);
      int out = net.out(l);
      weights[l] = new float[in * out];
      for (int j = 0; j < out; j++) {
        for (int i = 0; i < in; i++) {
          weights[l][i * out + j] = file.get();
        }
      }
      biases[l] = new float[out];
      file.get(biases[l]);
      activations[l] = new float[out];
    }
  }

  /** Also for other contestants that want the weights themselves. */
  static FloatBuffer read(Net net) {
    try {
      byte[] bytes = Files.readAllBytes(ModelFiles.floats(net));
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void predict(float[] features, float[] outputs) {
    predict(features, 0, outputs, 0);
  }

  @Override
  public void predict(int rows, float[] features, float[] outputs) {
    for (int r = 0; r < rows; r++) {
      predict(features, r * net.in(), outputs, r * net.out());
    }
  }

  private void predict(float[] features, int start, float[] outputs, int target) {
    float[] x = features;
    int first = start;
    for (int l = 0; l < net.layers(); l++) {
      float[] y = activations[l];
      int n = y.length;
      System.arraycopy(biases[l], 0, y, 0, n);
      for (int i = 0; i < net.in(l); i++) {
        axpy(x[first + i], weights[l], i * n, y, n);
      }
      if (!net.isLast(l)) {
        for (int j = 0; j < n; j++) {
          y[j] = Math.max(0, y[j]);
        }
      }
      x = y;
      first = 0;
    }
    finish(x, outputs, target);
  }

  private static void axpy(float alpha, float[] x, int start, float[] y, int n) {
    for (int j = 0; j < n; j++) {
      y[j] += alpha * x[start + j];
    }
  }

  private static void finish(float[] x, float[] outputs, int target) {
    if (x.length == 1) {
      outputs[target] = (float) (1 / (1 + Math.exp(-x[0])));
      return;
    }
    float max = x[0];
    for (float v : x) {
      max = Math.max(max, v);
    }
    float sum = 0;
    for (int j = 0; j < x.length; j++) {
      outputs[target + j] = (float) Math.exp(x[j] - max);
      sum += outputs[target + j];
    }
    for (int j = 0; j < x.length; j++) {
      outputs[target + j] /= sum;
    }
  }
}
