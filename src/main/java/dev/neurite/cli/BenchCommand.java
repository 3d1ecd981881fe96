package dev.neurite.cli;

import dev.neurite.backend.Backend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Compares scalar and SIMD kernels on this machine, on a model of the user's own. */
@Command(
    name = "bench",
    description = {
      "Compares scalar and SIMD kernels on this machine, on your model.",
      "",
      "Each starts in JVMs of its own, in turn, and is timed on one thread; the better of its starts"
          + " counts, since a busy machine only adds."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {"", "Example:", "  neurite bench --model fraud.safetensors --data fraud.csv"})
final class BenchCommand implements Callable<Integer> {
  private static final int TWO_STARTS = 40; // seconds: with fewer, one start of each is all

  @Mixin private ModelOption model;
  @Mixin private FeatureRows data;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long it may take, about. ${DEFAULT-VALUE} without this.")
  private int seconds = 120;

  @Option(names = "--round", hidden = true) // what a JVM of its own is to measure
  private KernelOptions.Choice round;

  @Option(names = "--round-millis", hidden = true)
  private long roundMillis;

  @Mixin private Output output;

  @CommandLine.Spec private CommandSpec spec;

  BenchCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (round != null) {
      measure(round == KernelOptions.Choice.SIMD ? Backend.simd() : Backend.scalar());
      return 0;
    }
    if (seconds < 1) {
      throw output.usage("--seconds: expected 1 or more, got %d", seconds);
    }
    if (data.isStandardInput()) {
      throw output.usage("--data: rows are read once per JVM, so not from standard input");
    }
    compare(describe());
    return 0;
  }

  /** In a JVM of its own. */
  private void measure(Backend backend) throws InterruptedException {
    FirstAnswer first = FirstAnswer.of(model.path(), backend);
    float[][] rows = first.rows();
    if (data.isGiven()) {
      try (Model loaded = model.load(Backend.scalar())) {
        rows = data.first(loaded);
      }
    }
    output.result(BenchRound.run(first, rows, backend, roundMillis * 1_000_000));
  }

  /** Says what is measured, and finds out what is wrong with it before a JVM is started. */
  private String describe() {
    try (Model loaded = model.load(Backend.scalar())) {
      int rows = data.isGiven() ? data.first(loaded).length : 0;
      String what = rows == 0 ? "made-up rows" : "the first " + rows + " rows of " + data.name();
      output.say(
          "model     %s: %d features, %d outputs",
          model.path(), loaded.network().in(), loaded.network().out());
      output.say("rows      %s, one thread, %s", what, Cpu.current().name());
      return what;
    }
  }

  private void compare(String rows) throws IOException, InterruptedException {
    Optional<String> refusal = refusal();
    List<KernelOptions.Choice> kinds =
        refusal.isPresent()
            ? List.of(KernelOptions.Choice.SCALAR)
            : List.of(KernelOptions.Choice.SCALAR, KernelOptions.Choice.SIMD);
    int starts = seconds < TWO_STARTS ? 1 : 2;
    long millis = 1000L * seconds / starts / kinds.size();
    Map<KernelOptions.Choice, BenchResult> best = new LinkedHashMap<>();
    ProgressBar bar = ProgressBar.on(output.streams());
    for (int i = 0; i < starts * kinds.size(); i++) {
      KernelOptions.Choice kind = kinds.get(i % kinds.size());
      if (!output.isJson()) {
        bar.update(kind.toString(), i, starts * kinds.size());
      }
      best.merge(kind, child(kind, millis), BenchResult::better);
    }
    bar.clear();
    BenchResult scalar = best.get(KernelOptions.Choice.SCALAR);
    BenchResult simd = best.get(KernelOptions.Choice.SIMD);
    print(scalar, simd);
    refusal.ifPresent(reason -> output.say("SIMD kernels are not compared: %s", reason));
    output.result(result(rows, starts, best, refusal));
    if (simd != null && !scalar.checksum().equals(simd.checksum())) {
      throw new IllegalStateException(
          model.path() + ": scalar and SIMD kernels give different answers; please report this");
    }
  }

  /** Why SIMD kernels can't be compared with. */
  private static Optional<String> refusal() {
    Backend.Report report = Backend.automatic().report();
    return report.kernels().equals("scalar") ? Optional.of(report.reason()) : Optional.empty();
  }

  /** The same command, for one kind of kernels. */
  private BenchResult child(KernelOptions.Choice kind, long millis)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
    arguments.removeIf("--json"::equals);
    arguments.addAll(List.of("--json", "--round", kind.toString()));
    arguments.addAll(List.of("--round-millis", Long.toString(millis)));
    return BenchResult.of(ChildJvm.run(Jvm.current(), arguments));
  }

  /** A column per kind, and what the one is to the other. */
  private void print(BenchResult scalar, BenchResult simd) {
    TextTable table =
        simd == null
            ? new TextTable("lr", "", scalar.kernels())
            : new TextTable("lrrr", "", scalar.kernels(), simd.kernels(), "times better");
    add(table, "one row", scalar, simd, BenchResult::row, Numbers::time);
    add(table, "one row, p99.9", scalar, simd, BenchResult::p999, Numbers::time);
    for (int i = 0; i < BenchRound.BATCHES.size(); i++) {
      int index = i;
      add(
          table,
          "rows/s, batch " + BenchRound.BATCHES.get(i),
          scalar,
          simd,
          r -> r.perSecond().get(index),
          perSecond -> Numbers.whole(Math.round(perSecond)));
    }
    add(table, "first answer", scalar, simd, BenchResult::firstAnswer, Numbers::time);
    add(table, "bytes per call", scalar, simd, BenchResult::bytes, Numbers::of);
    output.say("");
    table.lines().forEach(line -> output.say("%s", line));
    output.say("");
    if (simd == null) {
      return;
    }
    output.say(
        "%s",
        scalar.checksum().equals(simd.checksum())
            ? "Both give the same answers, bit for bit."
            : "They give different answers.");
    output.say("A service starts on scalar kernels, and goes over to SIMD where it is faster.");
  }

  private static void add(
      TextTable table,
      String label,
      BenchResult scalar,
      BenchResult simd,
      ToDoubleFunction<BenchResult> number,
      DoubleFunction<String> text) {
    double one = number.applyAsDouble(scalar);
    if (simd == null) {
      table.add(label, text.apply(one));
      return;
    }
    double other = number.applyAsDouble(simd);
    double times = label.startsWith("rows/s") ? other / one : one / other;
    boolean comparable = Double.isFinite(times) && one > 0;
    table.add(label, text.apply(one), text.apply(other), comparable ? Numbers.of(times) : "");
  }

  private Map<String, Object> result(
      String rows,
      int starts,
      Map<KernelOptions.Choice, BenchResult> best,
      Optional<String> refusal) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", model.path());
    result.put("rows", rows);
    result.put("starts", starts);
    result.put("cpu", Cpu.current().name());
    result.put("flags", Jvm.current().flags());
    best.forEach((kind, one) -> result.put(kind.toString(), one.toMap()));
    result.put("simd_refused", refusal);
    return result;
  }
}
