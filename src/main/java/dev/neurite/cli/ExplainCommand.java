package dev.neurite.cli;

import dev.neurite.backend.Backend;
import dev.neurite.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what each feature adds to the score of a row. */
@Command(
    name = "explain",
    description = {
      "Says what each feature adds to the score of a row: a line per row, a column per feature.",
      "",
      "score = base + all features + residual. The score is what stands before the softmax or"
          + " sigmoid at the end of a model, if it has one; the base is the score of the row that is"
          + " compared with. For a linear model the contributions are exact: weight times distance"
          + " from that row. For a network they are integrated gradients [Sundararajan et al. 2017],"
          + " and the residual is what their steps miss."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Example:",
      "  neurite explain --model fraud.safetensors --data suspicious.csv --out why.csv"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int MOST_STEPS = 1 << 14;

  @Mixin private ModelOption model;
  @Mixin private FeatureRows data;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description =
          "The output to explain: its label, or its number from 0, or all. Without this, that of"
              + " the class that the row is taken for; of values, all.")
  private String wanted;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "Rows whose mean is what a row is compared with. Without this, the row that the model's"
              + " scaling makes 0, which is the mean of the rows it was trained on; of a model"
              + " without scaling, zeros.")
  private String baseline;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Of integrated gradients, ${DEFAULT-VALUE} without this; up to 32 times as many where the"
              + " residual is more than 1 %% of what is shared out.")
  private int steps = 128;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where lines are written, as a whole or not at all; - is standard output.")
  private String out = "-";

  @Mixin private Output output;

  ExplainCommand() {}

  @Override
  public Integer call() throws IOException {
    if (!data.isGiven()) {
      throw output.usage("--data FILE is needed: the rows to explain");
    }
    if (steps < 1 || steps > MOST_STEPS) {
      throw output.usage("--steps: expected 1 to %d, got %d", MOST_STEPS, steps);
    }
    Backend backend = Backend.automatic();
    try (Model loaded = model.load(backend);
        Network logits = Head.logits(loaded.network(), backend);
        Attribution attribution = Attribution.of(logits, baseline(loaded), steps, backend);
        RowSource rows = data.source(loaded)) {
      ExplainedOutputs outputs = new ExplainedOutputs(loaded, wanted);
      Explaining explaining = new Explaining(logits, attribution, outputs, output.isJson());
      if (out.equals("-")) {
        explaining.run(rows, output.streams().out());
      } else {
        OutputFile.write(Path.of(out), stream -> explaining.run(rows, stream));
        output.say("method    %s", attribution.method());
        output.say("written   %s: %s", out, explaining.summary());
      }
      explaining.complaint().ifPresent(text -> output.warn("%s", text));
    }
    return 0;
  }

  /** The mean of the rows to compare with, in double; null for what the scaling makes 0. */
  private float[] baseline(Model loaded) {
    if (baseline == null) {
      return null;
    }
    int in = loaded.network().in();
    double[] sums = new double[in];
    long count = 0;
    try (RowSource source = data.source(baseline, loaded)) {
      Optional<RowSource.Chunk> chunk;
      while ((chunk = source.next()).isPresent()) {
        float[] features = chunk.get().features();
        for (int i = 0; i < chunk.get().count() * in; i++) {
          sums[i % in] += features[i];
        }
        count += chunk.get().count();
      }
    }
    if (count == 0) {
      throw new IllegalArgumentException("--baseline: " + baseline + " has no rows");
    }
    float[] means = new float[in];
    for (int i = 0; i < in; i++) {
      means[i] = (float) (sums[i] / count);
    }
    return means;
  }
}
