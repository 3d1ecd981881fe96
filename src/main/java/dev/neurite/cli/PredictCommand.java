package dev.neurite.cli;

import dev.neurite.backend.Backend;
import dev.neurite.data.Idx;
import dev.neurite.data.LibSvm;
import dev.neurite.io.onnx.OnnxInput;
import dev.neurite.serve.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores rows, of any number. */
@Command(
    name = "predict",
    description = {
      "Scores the rows of a file: a line per row, a column per output.",
      "",
      "Columns are matched by name if model and file have names, else by position. CSV is read as a"
          + " stream, so it may be larger than memory."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Example:",
      "  neurite predict --model flowers.safetensors --data new.csv --out scores.csv"
    })
final class PredictCommand implements Callable<Integer> {
  private static final int ROWS_AT_ONCE = 1024; // enough to make products of rows, small in memory

  @Mixin private ModelOption model;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "The rows: a file, gzipped or not; - is standard input.")
  private String data;

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE",
      description = "The rows of one input, for a model of several; once for each.")
  private Map<String, String> inputs = new LinkedHashMap<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Of the rows: ${COMPLETION-CANDIDATES}. Without this, their start tells.")
  private DataFormat format;

  @Option(
      names = "--label",
      split = ",",
      paramLabel = "COLUMN",
      description = "csv: the column with the answer, if the file has it; it is left out.")
  private List<String> label = List.of();

  @Mixin private CsvFormat csv;

  @Option(names = "--classes", description = "Prints the class of each row instead of its scores.")
  private boolean classes;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where scores are written, as a whole or not at all; - is standard output.")
  private String out = "-";

  @Mixin private Output output;

  PredictCommand() {}

  @Override
  public Integer call() throws IOException {
    if ((data == null) == inputs.isEmpty()) {
      throw output.usage("either --data FILE is needed, or --input NAME=FILE for each input");
    }
    csv.ignore(label);
    try (Model loaded = model.load(Backend.scalar());
        RowSource rows = rows(loaded);
        CtrlC ctrlC = new CtrlC()) {
      OutputColumns columns =
          classes ? OutputColumns.classes(loaded) : OutputColumns.values(loaded);
      Predictor predictor = Predictor.of(loaded.network());
      Scoring scoring = new Scoring(predictor, columns, output.isJson(), ctrlC);
      if (out.equals("-")) {
        scoring.run(rows, output.streams().out());
      } else {
        OutputFile.write(Path.of(out), stream -> scoring.run(rows, stream));
      }
    }
    return 0;
  }

  private RowSource rows(Model loaded) {
    int in = loaded.network().in();
    if (!inputs.isEmpty()) {
      return inputRows(loaded);
    }
    return switch (format == null ? guessed() : format) {
      case CSV -> csvRows(loaded).add(data, 0, in);
      case LIBSVM -> new DatasetRows(LibSvm.read(Path.of(data), in), ROWS_AT_ONCE);
      case IDX -> {
        var images = Idx.readRows(Path.of(data));
        loaded.checkFeatures(data, images.in());
        yield new DatasetRows(images, ROWS_AT_ONCE);
      }
    };
  }

  private DataFormat guessed() {
    return data.equals("-") ? DataFormat.CSV : DataFormat.of(Path.of(data));
  }

  private CsvRows csvRows(Model loaded) {
    return new CsvRows(loaded, csv, output.streams().in(), ROWS_AT_ONCE);
  }

  private RowSource inputRows(Model loaded) {
    CsvRows rows = csvRows(loaded);
    for (OnnxInput input : loaded.inputs()) {
      String file = inputs.remove(input.name());
      if (file == null) {
        throw output.usage(
            "--input %s=FILE is missing; %s has the inputs %s",
            input.name(), loaded.path(), names(loaded));
      }
      rows.add(file, input.from(), input.from() + input.width());
    }
    if (!inputs.isEmpty()) {
      throw output.usage(
          "--input: %s has the inputs %s, got %s", loaded.path(), names(loaded), inputs.keySet());
    }
    return rows;
  }

  private static List<String> names(Model loaded) {
    return loaded.inputs().stream().map(OnnxInput::name).toList();
  }
}
