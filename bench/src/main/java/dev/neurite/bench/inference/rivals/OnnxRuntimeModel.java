package dev.neurite.bench.inference.rivals;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.neurite.bench.inference.Model;
import dev.neurite.bench.inference.ModelFiles;
import dev.neurite.bench.inference.Net;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * ONNX Runtime on one thread as it is fastest: direct buffers that are used again, and the output
 * written into one of them.
 */
final class OnnxRuntimeModel implements Model {
  private final Net net;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private int room;
  private FloatBuffer x;
  private FloatBuffer y;
  private Map<String, OnnxTensor> inputs;
  private Map<String, OnnxTensor> outputs;

  OnnxRuntimeModel(Net net) {
    this.net = net;
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(ModelFiles.onnx(net).toString(), options);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void predict(float[] features, float[] results) {
    predict(1, features, results);
  }

  @Override
  public void predict(int rows, float[] features, float[] results) {
    try {
      if (room != rows) {
        bind(rows);
      }
      x.put(0, features, 0, rows * net.in());
      try (var _ = session.run(inputs, outputs)) {
        y.get(0, results, 0, rows * net.out());
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private void bind(int rows) throws OrtException {
    room = rows;
    x = buffer(rows * net.in());
    y = buffer(rows * net.out());
    inputs = Map.of("x", OnnxTensor.createTensor(environment, x, new long[] {rows, net.in()}));
    outputs = Map.of("y", OnnxTensor.createTensor(environment, y, new long[] {rows, net.out()}));
  }

  private static FloatBuffer buffer(int floats) {
    return ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
