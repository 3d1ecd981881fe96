package dev.neurite.spark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;

/**
 * ONNX Runtime in the place of a predictor, as it is fastest: on the task's thread, direct buffers
 * that are used again, the output written into one of them.
 *
 * @param file the bytes of an ONNX file
 */
record OnnxModels(Broadcast<byte[]> file, int in, int out) implements RowModels {
  @Override
  public RowModel open() {
    try {
      return new Session(file.value(), in, out);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Session implements RowModel {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int in;
    private final int out;
    private int room;
    private FloatBuffer x;
    private FloatBuffer y;
    private Map<String, OnnxTensor> inputs = Map.of();
    private Map<String, OnnxTensor> outputs = Map.of();

    Session(byte[] file, int in, int out) throws OrtException {
      this.in = in;
      this.out = out;
      try (var options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        session = environment.createSession(file, options);
      }
    }

    @Override
    public void predict(int batch, float[] features, float[] results) {
      try {
        if (room != batch) {
          bind(batch);
        }
        x.put(0, features, 0, batch * in);
        try (var _ = session.run(inputs, outputs)) {
          y.get(0, results, 0, batch * out);
        }
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }

    private void bind(int batch) throws OrtException {
      unbind();
      room = batch;
      x = buffer(batch * in);
      y = buffer(batch * out);
      inputs =
          Map.of(
              session.getInputNames().iterator().next(),
              OnnxTensor.createTensor(environment, x, new long[] {batch, in}));
      outputs =
          Map.of(
              session.getOutputNames().iterator().next(),
              OnnxTensor.createTensor(environment, y, new long[] {batch, out}));
    }

    private void unbind() {
      inputs.values().forEach(OnnxTensor::close);
      outputs.values().forEach(OnnxTensor::close);
    }

    private static FloatBuffer buffer(int floats) {
      return ByteBuffer.allocateDirect(Float.BYTES * floats)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
    }

    @Override
    public float threshold() {
      return 0;
    }

    @Override
    public String report() {
      return "onnxruntime: one thread";
    }

    @Override
    public void close() {
      unbind();
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
