package dev.neurite.cli;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one kind of kernels does with a model.
 *
 * @param kernels their name
 * @param firstAnswer nanoseconds from the beginning of loading to the first answer
 * @param row nanoseconds of a row among many
 * @param p999 nanoseconds that one call in a thousand exceeds
 * @param bytes that a call allocates; NaN where it isn't known
 * @param perSecond rows per second in batches of {@link BenchRound#BATCHES}
 * @param checksum of all answers
 */
record BenchResult(
    String kernels,
    double firstAnswer,
    double row,
    double p999,
    double bytes,
    List<Double> perSecond,
    String checksum) {

  /** Copies the list. */
  BenchResult {
    perSecond = List.copyOf(perSecond);
  }

  /** From what {@link BenchRound} came to. */
  static BenchResult of(JsonObject json) {
    JsonObject row = json.getObject("row");
    JsonArray batches = json.getArray("batches");
    List<Double> perSecond = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      perSecond.add(batches.getObject(i).getDouble("rows_per_second"));
    }
    return new BenchResult(
        json.getString("kernels"),
        json.getDouble("first_answer_nanos"),
        row.getDouble("nanos"),
        row.getDouble("p999_nanos"),
        row.getDouble("bytes_per_call", Double.NaN),
        perSecond,
        json.getString("outputs_checksum"));
  }

  /** The better of each number of two starts: others on the machine only make them worse. */
  BenchResult better(BenchResult other) {
    List<Double> best = new ArrayList<>();
    for (int i = 0; i < perSecond.size(); i++) {
      best.add(Math.max(perSecond.get(i), other.perSecond.get(i)));
    }
    return new BenchResult(
        kernels,
        Math.min(firstAnswer, other.firstAnswer),
        Math.min(row, other.row),
        Math.min(p999, other.p999),
        Math.min(bytes, other.bytes),
        best,
        checksum.equals(other.checksum) ? checksum : checksum + " and " + other.checksum);
  }

  /** For machines to read. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kernels", kernels);
    map.put("row_nanos", row);
    map.put("row_p999_nanos", p999);
    map.put("row_bytes", bytes);
    map.put("first_answer_nanos", firstAnswer);
    Map<String, Object> batches = new LinkedHashMap<>();
    for (int i = 0; i < perSecond.size(); i++) {
      batches.put(BenchRound.BATCHES.get(i).toString(), perSecond.get(i));
    }
    map.put("rows_per_second", batches);
    map.put("outputs_checksum", checksum);
    return map;
  }
}
