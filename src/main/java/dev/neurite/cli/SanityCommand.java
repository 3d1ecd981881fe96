package dev.neurite.cli;

import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.network.Network;
import dev.neurite.network.Schema;
import dev.neurite.train.Sanity;
import dev.neurite.train.Sanity.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the checks that come before a long training run. */
@Command(
    name = "sanity",
    description = {
      "Makes the checks that come before a long training run, on your rows and the network that the"
          + " options describe.",
      "",
      "With the output layer zeroed the loss is that of knowing nothing; regularisation raises it;"
          + " few units are dead or saturated; a first step is neither too short nor too long; a few"
          + " rows are learnt by heart. The exit status is 1 if a check fails."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Example:",
      "  neurite sanity --data flowers.csv --label species --hidden 64,32 --activation tanh"
    })
final class SanityCommand implements Callable<Integer> {
  @Mixin private DataOptions data;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "What the label is: ${COMPLETION-CANDIDATES}. The labels tell without this.")
  private Task task;

  @Mixin private NetworkOptions network;

  @Option(
      names = "--optimiser",
      paramLabel = "NAME",
      description = "Whose first step is looked at: ${COMPLETION-CANDIDATES}. adam without this.")
  private OptimiserChoice optimiser = OptimiserChoice.ADAM;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Of that step. Without this, what is usual with the optimiser.")
  private Float learningRate;

  @Option(
      names = "--l2",
      paramLabel = "WEIGHT",
      description = "Of the squared weights in the loss. ${DEFAULT-VALUE} without this.")
  private float l2 = 1e-4f;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the first weights. ${DEFAULT-VALUE} without this.")
  private long seed = 1;

  @Mixin private Output output;

  SanityCommand() {}

  @Override
  public Integer call() {
    network.check(output);
    network.kind().checkLoss(output, network.loss());
    positive("--learning-rate", learningRate == null ? 1 : learningRate);
    positive("--l2", l2);
    Dataset rows = data.read(wantedTask());
    output.say("data      %s: %s", data.name(), rows.describe());
    LossChoice loss = network.loss() == null ? network.kind().lossFor(rows) : network.loss();
    Dataset prepared = prepared(loss, rows);
    try (Network made =
        Network.of(network.spec(rows.in(), loss.outputs(prepared)), Backend.scalar())
            .initialise(seed)) {
      made.schema(new Schema(Optional.of(Scaling.standard(rows)), List.of(), List.of()));
      output.say("network   %s", made.toString().replace("\n", "\n          "));
      output.say("loss      %s, features are standardised\n", loss);
      return report(Sanity.check(made, loss.loss(), prepared, optimiser.with(learningRate), l2));
    }
  }

  private void positive(String option, float number) {
    if (!(number > 0 && number < Float.POSITIVE_INFINITY)) {
      throw output.usage("%s: expected a number above 0, got %s", option, number);
    }
  }

  /** As {@code train} would take them. */
  private Task wantedTask() {
    if (network.kind().task() != null) {
      return network.kind().task();
    }
    return network.loss() == null ? task : network.loss().task();
  }

  private static Dataset prepared(LossChoice loss, Dataset rows) {
    Dataset prepared = loss.prepared(rows);
    return prepared.kind() == Dataset.Kind.VALUES
        ? TargetScaling.of(prepared).scaled(prepared)
        : prepared;
  }

  private int report(Sanity sanity) {
    TextTable table = new TextTable("llrl", "", "check", "found", "expected");
    for (Finding f : sanity.findings()) {
      table.add(f.passed() ? "ok" : "BAD", f.check(), Numbers.of(f.value()), f.expected());
    }
    table.lines().forEach(line -> output.say("%s", line));
    List<String> hints = new ArrayList<>();
    sanity.findings().stream()
        .filter(f -> !f.passed())
        .map(SanityCommand::hint)
        .distinct()
        .forEach(hints::add);
    output.say("");
    output.say(
        "verdict   %s",
        sanity.passed()
            ? "sound: every check is as expected"
            : "look at what is BAD before training");
    hints.forEach(hint -> output.say("%s", Text.labelled("", 10, hint)));
    output.result(result(sanity, hints));
    if (!sanity.passed()) {
      long bad = sanity.findings().stream().filter(f -> !f.passed()).count();
      output.warn("sanity: %d of %d checks failed", bad, sanity.findings().size());
    }
    return sanity.passed() ? 0 : 1;
  }

  /** Where to look. */
  private static String hint(Finding finding) {
    String check = finding.check();
    if (check.contains("zeroed")) {
      return "The loss of knowing nothing is another: do loss and labels go together?";
    }
    if (check.contains("step")) {
      return finding.value() < 1e-3
          ? "The first step is short: a larger --learning-rate, or another --optimiser."
          : "The first step is long: a smaller --learning-rate.";
    }
    if (check.contains("dead")) {
      return "Many units are 0 for every row: leaky-relu, elu or gelu let gradients through.";
    }
    if (check.contains("saturated")) {
      return "Many units are at an end of their range: relu or gelu have none above.";
    }
    if (check.contains("heart")) {
      return "A few rows can't be learnt: are there too few neurons for them, much --dropout, or"
          + " rows that are alike with different labels?";
    }
    return "Regularisation adds nothing: is --l2 too small to be seen?";
  }

  private static Map<String, Object> result(Sanity sanity, List<String> hints) {
    List<Map<String, Object>> checks = new ArrayList<>();
    for (Finding f : sanity.findings()) {
      Map<String, Object> check = new LinkedHashMap<>();
      check.put("check", f.check());
      check.put("found", f.value());
      check.put("expected", f.expected());
      check.put("passed", f.passed());
      checks.add(check);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("passed", sanity.passed());
    result.put("checks", checks);
    result.put("hints", hints);
    return result;
  }
}
