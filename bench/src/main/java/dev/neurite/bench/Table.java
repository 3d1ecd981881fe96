package dev.neurite.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints measurements to stdout, a line each, tab-separated, after a comment line that says what
 * they were measured on; and into a file of its own, where no build tool adds anything.
 */
public final class Table implements AutoCloseable {
  private static final String FOLDER = System.getProperty("tables", "target");

  private final List<PrintStream> outputs;

  /** A table that is also written to {@code name.tsv}. */
  public Table(String name) {
    try {
      Path folder = Files.createDirectories(Path.of(FOLDER));
      var file = Files.newOutputStream(folder.resolve(name + ".tsv"));
      outputs = List.of(System.out, new PrintStream(file, true, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    comment(Machine.describe());
  }

  /** A line that says something. */
  public void comment(String text) {
    outputs.forEach(output -> output.println("# " + text));
  }

  /** A line that measures something. */
  public void add(Measurement measurement) {
    outputs.forEach(output -> output.println(measurement));
  }

  /** Ends the file. */
  @Override
  public void close() {
    outputs.getLast().close();
  }
}
