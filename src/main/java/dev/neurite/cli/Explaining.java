package dev.neurite.cli;

import dev.neurite.network.Network;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Explains rows and writes a line for each output of each: only the rows at hand are in memory. */
final class Explaining {
  private final Network network;
  private final Attribution attribution;
  private final ExplainedOutputs outputs;
  private final List<String> names;
  private final boolean json;
  private final StringBuilder text = new StringBuilder();
  private long rows;
  private long lines;
  private double largest; // residual
  private long incomplete; // lines whose residual is much

  /**
   * Ready for rows.
   *
   * @param network whose outputs are explained
   */
  Explaining(Network network, Attribution attribution, ExplainedOutputs outputs, boolean json) {
    this.network = network;
    this.attribution = attribution;
    this.outputs = outputs;
    this.names = names(network);
    this.json = json;
  }

  private static List<String> names(Network network) {
    List<String> names = network.schema().featureNames();
    if (!names.isEmpty()) {
      return names;
    }
    List<String> numbered = new ArrayList<>();
    for (int i = 0; i < network.in(); i++) {
      numbered.add("feature[" + i + "]");
    }
    return numbered;
  }

  void run(RowSource source, OutputStream out) throws IOException {
    if (!json) {
      appendHead();
    }
    Optional<RowSource.Chunk> chunk;
    while ((chunk = source.next()).isPresent()) {
      for (int r = 0; r < chunk.get().count(); r++) {
        int from = r * network.in();
        row(Arrays.copyOfRange(chunk.get().features(), from, from + network.in()));
      }
      write(out);
    }
    write(out); // the head, where there are no rows
    out.flush();
  }

  private void row(float[] features) {
    rows++;
    for (int output : outputs.of(network.predict(features))) {
      Attribution.Shares shares = attribution.of(features, output);
      lines++;
      largest = Math.max(largest, Math.abs(shares.residual()));
      incomplete += shares.isComplete() ? 0 : 1;
      if (json) {
        appendJson(outputs.name(output), shares);
      } else {
        append(outputs.name(output), shares);
      }
    }
  }

  private void appendHead() {
    text.append("row,output,score,base");
    for (String name : names) {
      text.append(',');
      OutputColumns.appendText(text, name);
    }
    text.append(",residual\n");
  }

  private void append(String output, Attribution.Shares shares) {
    text.append(rows).append(',');
    OutputColumns.appendText(text, output);
    append(shares.score());
    append(shares.base());
    for (double part : shares.parts()) {
      append(part);
    }
    append(shares.residual());
    text.append('\n');
  }

  private void append(double number) {
    NineDigits.append(text.append(','), (float) number);
  }

  private void appendJson(String output, Attribution.Shares shares) {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      parts.put(names.get(i), shares.parts()[i]);
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("row", rows);
    line.put("output", output);
    line.put("method", attribution.method());
    line.put("score", shares.score());
    line.put("base", shares.base());
    line.put("contributions", parts);
    line.put("residual", shares.residual());
    text.append(Json.write(line)).append('\n');
  }

  private void write(OutputStream out) throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }

  /** What came of it: how many lines, and how exact. */
  String summary() {
    return Numbers.whole(lines) + " lines, the largest residual is " + Numbers.of(largest);
  }

  /** What is wrong with it, if something is. */
  Optional<String> complaint() {
    return incomplete == 0
        ? Optional.empty()
        : Optional.of(
            incomplete
                + " of "
                + lines
                + " lines have a residual of more than 1 % of what they share out; more --steps"
                + " make it smaller");
  }
}
