package dev.neurite.cli;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.data.CsvOptions;
import dev.neurite.data.CsvParts;
import dev.neurite.data.DataException;
import dev.neurite.data.Dataset;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of CSV files of any length: of one, or of one per input of a model, row by row side by side.
 */
final class CsvRows implements RowSource {
  private static final String STANDARD_INPUT = "-";

  /** A file, and the features that come from it. */
  private record Source(String name, CsvParts parts, int from, int to) {}

  private final Model model;
  private final CsvFormat format;
  private final InputStream standardInput;
  private final int most;
  private final List<Source> sources = new ArrayList<>();

  /** No file yet; at most {@code most} rows at a time. */
  CsvRows(Model model, CsvFormat format, InputStream standardInput, int most) {
    this.model = model;
    this.format = format;
    this.standardInput = standardInput;
    this.most = most;
  }

  /** Adds the file of the features from one to another, excluded. */
  CsvRows add(String file, int from, int to) {
    CsvOptions options = format.optionsFor(model, from, to).unlabelled();
    boolean piped = file.equals(STANDARD_INPUT);
    String name = piped ? "standard input" : file;
    CsvParts parts =
        piped ? options.parts(name, standardInput, most) : options.parts(Path.of(file), most);
    sources.add(new Source(name, parts, from, to));
    return this;
  }

  @Override
  public Optional<Chunk> next() {
    int in = model.network().in();
    float[] features = null;
    int count = 0;
    for (Source source : sources) {
      boolean more = source.parts.hasNext();
      if (source != sources.getFirst() && more != count > 0) {
        throw ragged(source, count);
      }
      if (!more) {
        continue;
      }
      Dataset part = source.parts.next();
      checkWidth(source, part);
      if (features == null) {
        count = part.rows();
        features = new float[count * in];
      } else if (part.rows() != count) {
        throw ragged(source, count);
      }
      copy(part, features, source.from, in);
    }
    return count == 0 ? Optional.empty() : Optional.of(new Chunk(count, features));
  }

  private static void copy(Dataset part, float[] features, int from, int in) {
    MemorySegment segment = part.features().segment();
    int width = part.in();
    for (int r = 0; r < part.rows(); r++) {
      MemorySegment.copy(segment, JAVA_FLOAT, 4L * r * width, features, r * in + from, width);
    }
  }

  private void checkWidth(Source source, Dataset part) {
    int width = source.to - source.from;
    if (part.in() != width) {
      throw new DataException(
          source.name
              + ": expected "
              + width
              + " columns with features, as "
              + model.path()
              + " has, got "
              + part.in()
              + "; --ignore and --label leave columns out");
    }
  }

  private DataException ragged(Source source, int count) {
    return new DataException(
        source.name
            + ": has "
            + (count == 0 ? "more" : "fewer or more")
            + " rows than "
            + sources.getFirst().name
            + "; the files of several inputs need a row each for every row");
  }

  @Override
  public void close() {
    sources.forEach(s -> s.parts.close());
  }
}
