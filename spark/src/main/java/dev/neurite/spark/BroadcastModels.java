package dev.neurite.spark;

import dev.neurite.serve.Predictor;
import org.apache.spark.broadcast.Broadcast;

/**
 * A model whose bytes were broadcast: tasks share the executor's predictor.
 *
 * @param hash of the bytes
 * @param bytes of the model's file
 */
record BroadcastModels(String hash, Broadcast<byte[]> bytes) implements RowModels {
  @Override
  public RowModel open() {
    return new Shared(predictor());
  }

  Predictor predictor() {
    return Predictors.of(hash, bytes.value());
  }

  private record Shared(Predictor predictor) implements RowModel {
    @Override
    public void predict(int batch, float[] x, float[] y) {
      if (batch == 1) {
        predictor.predict(x, 0, y, 0);
      } else {
        predictor.predict(batch, x, predictor.in(), y, predictor.out());
      }
    }

    @Override
    public float threshold() {
      return predictor.threshold();
    }

    @Override
    public String report() {
      return predictor.stats().batchKernels() + ": " + predictor.report().reason();
    }

    @Override
    public void close() {}
  }
}
