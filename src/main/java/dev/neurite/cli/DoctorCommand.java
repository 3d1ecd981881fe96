package dev.neurite.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how fast Neurite runs in this JVM, why, and what would make it faster. */
@Command(
    name = "doctor",
    description = "Says how fast Neurite runs here, why, and what to do about it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "It examines the JVM it runs in. To examine the flags of your service, give it",
      "the same ones:",
      "  java FLAGS OF YOUR SERVICE -jar neurite-cli.jar doctor",
      "",
      "Examples:",
      "  neurite doctor",
      "  neurite doctor --model fraud.safetensors --quick"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final int LABEL = 11; // columns
  private static final String BACKEND = "backend: "; // begins what is wrong with a JVM

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "The model whose rows are timed; without it, a small network.")
  private Path path;

  @Option(names = "--quick", description = "Measures for 3 seconds instead of 10.")
  private boolean quick;

  @Mixin private Output output;

  private final Map<String, Object> result = new LinkedHashMap<>();

  DoctorCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (path != null) {
      ModelFormat.of(path); // what is wrong with the name is said before any work is done
    }
    Jvm jvm = Jvm.current();
    Cpu cpu = Cpu.current();
    Container container = Container.current();
    describe(jvm, cpu, container);
    Optional<Checkup> checkup = Optional.empty();
    String problem = null;
    try {
      checkup = Optional.of(Checkup.run(path, jvm, quick));
      report(checkup.get());
    } catch (IllegalStateException | IllegalArgumentException e) {
      if (e.getMessage() == null || !e.getMessage().startsWith(BACKEND)) {
        throw e; // not this JVM's fault, but the model's
      }
      problem = e.getMessage().substring(BACKEND.length());
      say("kernels", "none: " + problem);
      result.put("problem", problem);
    }
    advise(Advice.of(jvm, cpu, container, problem, checkup), checkup);
    output.result(result);
    return 0;
  }

  private void say(String label, String text) {
    output.say("%s", Text.labelled(label, LABEL, text));
  }

  private void describe(Jvm jvm, Cpu cpu, Container container) {
    say("java", jvm.java());
    say("JVM", jvm.machine());
    say("flags", jvm.flags().isEmpty() ? "none" : String.join(" ", jvm.flags()));
    say("CPU", cpu + ", " + jvm.processors() + " to use");
    say("container", container.toString());
    say("heap", "at most " + Numbers.bytes(jvm.heap()) + ", off-heap " + offHeap(jvm));
    say("module", Jvm.MODULE + (jvm.hasModule() ? " is there" : " is missing"));
    say("compiler", jvm.isInterpreted() ? "none" : jvm.hasC2() ? "C2" : "C1 only");
    result.put("java", jvm.java());
    result.put("jvm", jvm.machine());
    result.put("flags", jvm.flags());
    result.put("options", jvm.options());
    result.put("cpu", cpu.name());
    result.put("cpu_extensions", cpu.extensions());
    result.put("processors", jvm.processors());
    result.put("container_cpus", container.cpus());
    result.put("container_bytes", container.memory().stream().boxed().findFirst());
    result.put("throttled_periods", container.throttled());
    result.put("heap_bytes", jvm.heap());
    result.put("module", jvm.hasModule());
    result.put("c2", jvm.hasC2());
  }

  private static String offHeap(Jvm jvm) {
    long limit = jvm.option("MaxDirectMemorySize").map(Long::parseLong).orElse(0L);
    return limit == 0 ? "as much again" : "at most " + Numbers.bytes(limit);
  }

  private void report(Checkup checkup) {
    CoreSpeed core = checkup.core();
    RowTimes row = checkup.row();
    say("kernels", checkup.kernels().kernels() + ": " + checkup.kernels().reason());
    output.say("");
    output.say("measured on one thread, %s", checkup.first().what());
    say(
        "peak",
        core.peak().isEmpty()
            ? "not measured: there is no compiled Vector API"
            : "%s GFLOP/s: multiply-adds in registers"
                .formatted(Numbers.of(core.peak().getAsDouble())));
    say(
        "product",
        Numbers.of(core.product())
            + " GFLOP/s"
            + (core.share().isEmpty()
                ? ""
                : ", " + Numbers.percent(core.share().getAsDouble()) + " of that")
            + ": "
            + core.sizes()
            + " on "
            + core.kernels());
    say("memory", Numbers.of(core.reading()) + " GB/s read from outside the caches");
    say(
        "cold row",
        Numbers.time(checkup.first().nanos())
            + " from nothing to the first answer, "
            + Numbers.time(checkup.first().callNanos())
            + " of it the call");
    say(
        "warm-up",
        checkup
            .warmUp()
            .map(r -> Numbers.time(checkup.warmUpNanos()) + ": " + r.reason())
            .orElse("not over after " + Numbers.time(checkup.warmUpNanos())));
    say(
        "warm row",
        "%s on %s; one in 1000 takes more than %s"
            .formatted(Numbers.time(row.nanos()), checkup.rowKernels(), Numbers.time(row.p999())));
    result.put("kernels", checkup.kernels().kernels());
    result.put("reason", checkup.kernels().reason());
    result.put("measured", checkup.first().what());
    result.put("peak_gflops", core.peak());
    result.put("product", core.sizes());
    result.put("product_gflops", core.product());
    result.put("share_of_peak", core.share());
    result.put("read_gbytes_per_second", core.reading());
    result.put("first_answer_nanos", checkup.first().nanos());
    result.put("first_call_nanos", checkup.first().callNanos());
    result.put("warm_up_nanos", checkup.warmUp().map(_ -> checkup.warmUpNanos()));
    result.put("row_kernels", checkup.rowKernels());
    result.put("row", row.toMap());
  }

  private void advise(List<String> advice, Optional<Checkup> checkup) {
    result.put("advice", advice);
    output.say("");
    if (advice.isEmpty()) {
      output.say("%s", Text.labelled("to do", LABEL, "nothing: " + praise(checkup.orElseThrow())));
      return;
    }
    output.say("to do");
    for (int i = 0; i < advice.size(); i++) {
      output.say("%s", Text.labelled("  " + (i + 1) + ".", 5, advice.get(i)));
    }
  }

  private static String praise(Checkup checkup) {
    return checkup.kernels().kernels()
        + " kernels run"
        + checkup.core().share().stream()
            .mapToObj(share -> ", at " + Numbers.percent(share) + " of what this core can do")
            .findFirst()
            .orElse("")
        + ", and a row takes "
        + Numbers.time(checkup.row().nanos())
        + ".";
  }
}
