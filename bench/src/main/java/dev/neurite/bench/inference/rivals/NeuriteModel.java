package dev.neurite.bench.inference.rivals;

import dev.neurite.backend.Backend;
import dev.neurite.bench.inference.Model;
import dev.neurite.bench.inference.ModelFiles;
import dev.neurite.bench.inference.Net;
import dev.neurite.serve.Predictor;

/** This library's predictor. */
final class NeuriteModel implements Model {
  private final Predictor predictor;

  NeuriteModel(Net net, Backend backend) {
    this.predictor = Predictor.load(ModelFiles.safetensors(net), backend);
  }

  @Override
  public void predict(float[] features, float[] outputs) {
    predictor.predict(features, outputs);
  }

  @Override
  public void predict(int rows, float[] features, float[] outputs) {
    predictor.predict(rows, features, predictor.in(), outputs, predictor.out());
  }

  @Override
  public void warmUp() {
    try {
      System.err.println("neurite: " + predictor.warmUp());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    predictor.close();
  }
}
