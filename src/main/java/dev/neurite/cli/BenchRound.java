package dev.neurite.cli;

import dev.neurite.backend.Backend;
import dev.neurite.serve.Predictor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** What one kind of kernels does with a model, measured in a JVM that has done nothing before. */
final class BenchRound {
  /** Rows of the batches that are timed. */
  static final List<Integer> BATCHES = List.of(1, 32, 256);

  private static final long WINDOW = 5_000_000; // ns: far above the clock's resolution

  private final Predictor predictor;
  private final float[][] rows;

  private BenchRound(Predictor predictor, float[][] rows) {
    this.predictor = predictor;
    this.rows = rows;
  }

  /** Measures for about this many nanoseconds, after warming up. */
  static Map<String, Object> run(FirstAnswer first, float[][] rows, Backend backend, long nanos)
      throws InterruptedException {
    BenchRound round = new BenchRound(first.predictor(), rows);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("kernels", backend.report().kernels());
    result.put("first_answer_nanos", first.nanos());
    result.put("outputs_checksum", round.checksum());
    first.predictor().warmUp();
    result.put("row", RowTimes.measure(first.predictor(), rows, Windows.MANY, nanos / 4).toMap());
    List<Map<String, Object>> batches = new ArrayList<>();
    for (int batch : BATCHES) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("rows", batch);
      one.put("rows_per_second", 1e9 * batch / round.batch(batch, nanos / 6));
      batches.add(one);
    }
    result.put("batches", batches);
    return result;
  }

  /** Nanoseconds of a batch. */
  private double batch(int batch, long nanos) {
    int in = predictor.in();
    int out = predictor.out();
    float[] x = new float[batch * in];
    float[] y = new float[batch * out];
    for (int r = 0; r < batch; r++) {
      System.arraycopy(rows[r % rows.length], 0, x, r * in, in);
    }
    return new Windows(() -> predictor.predict(batch, x, in, y, out), WINDOW)
        .settle(Windows.LONGEST_COMPILATION, Windows.MANY)
        .count(nanos / 2)
        .median();
  }

  /** Of all bits of all answers: the same for the same answers. */
  private String checksum() {
    CRC32C sum = new CRC32C();
    for (float[] row : rows) {
      for (float output : predictor.predict(row)) {
        int bits = Float.floatToRawIntBits(output);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
          sum.update(bits >>> shift);
        }
      }
    }
    return "%08x".formatted(sum.getValue());
  }
}
