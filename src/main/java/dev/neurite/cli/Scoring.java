package dev.neurite.cli;

import dev.neurite.serve.Predictor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Scores rows and writes a line for each: only the rows at hand are in memory. */
final class Scoring {
  private final Predictor predictor;
  private final OutputColumns columns;
  private final boolean json;
  private final CtrlC ctrlC;

  Scoring(Predictor predictor, OutputColumns columns, boolean json, CtrlC ctrlC) {
    this.predictor = predictor;
    this.columns = columns;
    this.json = json;
    this.ctrlC = ctrlC;
  }

  void run(RowSource rows, OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder();
    if (!json) {
      columns.appendNames(text);
    }
    int width = predictor.out();
    float[] outputs = new float[0];
    float[] row = new float[width];
    Optional<RowSource.Chunk> chunk;
    while ((chunk = rows.next()).isPresent()) {
      int count = chunk.get().count();
      outputs = outputs.length < count * width ? new float[count * width] : outputs;
      predictor.predict(count, chunk.get().features(), predictor.in(), outputs, width);
      for (int r = 0; r < count; r++) {
        System.arraycopy(outputs, r * width, row, 0, width);
        if (json) {
          columns.appendJson(text, row);
        } else {
          columns.appendRow(text, row);
        }
      }
      write(text, out);
      if (ctrlC.isPressed()) {
        throw new CancellationException("stopped by Ctrl-C");
      }
    }
    write(text, out); // the names, where there are no rows
    out.flush();
  }

  private static void write(StringBuilder text, OutputStream out) throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }
}
