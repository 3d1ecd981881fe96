package dev.neurite.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to do so that Neurite runs faster in a JVM: sentences, the most important first; none where
 * there is nothing to do.
 */
final class Advice {
  private static final double LITTLE = 0.4; // of the peak: what a shared core gives in bad moments
  private static final long SMALL_CODE_CACHE = 32L << 20; // bytes
  private static final String SLOWER = " and vector code is refused: scalar kernels answer";

  private final Jvm jvm;
  private final List<String> sentences = new ArrayList<>();

  private Advice(Jvm jvm) {
    this.jvm = jvm;
  }

  /**
   * Advice on what is known.
   *
   * @param problem why Neurite refuses to run, or null
   * @param checkup what was measured; empty if nothing could be
   */
  static List<String> of(
      Jvm jvm, Cpu cpu, Container container, String problem, Optional<Checkup> checkup) {
    Advice advice = new Advice(jvm);
    advice.compiler();
    advice.module();
    advice.properties();
    advice.multiplyAdd();
    if (problem != null && advice.sentences.isEmpty()) {
      advice.add("Neurite refuses to run here: %s.", problem);
    }
    advice.widths(cpu);
    advice.options();
    advice.processors(container);
    checkup.ifPresent(advice::measured);
    return List.copyOf(advice.sentences);
  }

  private void add(String format, Object... values) {
    sentences.add(String.format(Locale.ROOT, format, values));
  }

  private void compiler() {
    if (jvm.hasC2()) {
      if (jvm.machine().contains("compiled mode")) {
        add(
            "Take -Xcomp away: everything is compiled before it runs, without knowing how it runs.");
      }
      return;
    }
    if (jvm.isInterpreted()) {
      add("Take -Xint away: nothing is compiled," + SLOWER + ", interpreted.");
    } else if (given("-XX:TieredStopAtLevel").isPresent()) {
      add(
          "Take %s away (development tools set it for a quick start): the C2 compiler is off,"
              + SLOWER
              + ".",
          given("-XX:TieredStopAtLevel").get());
    } else {
      add("Run on a JVM with the C2 compiler: this one (%s) has none,%s.", jvm.machine(), SLOWER);
    }
  }

  private void module() {
    if (jvm.hasModule()) {
      return;
    }
    if (jvm.couldHaveModule()) {
      add(
          "Add --add-modules %s to the command line of java, before -jar or the main class: without"
              + " the module, scalar kernels answer. Where the command line can't be changed,"
              + " JDK_JAVA_OPTIONS=--add-modules=%s does it.",
          Jvm.MODULE, Jvm.MODULE);
    } else {
      add(
          "Link the Java runtime again, with jlink --add-modules %s: this one was made without the"
              + " module, and scalar kernels answer.",
          Jvm.MODULE);
    }
  }

  private void properties() {
    String simd = jvm.properties().get("neurite.simd");
    if ("false".equals(simd)) {
      add("Take -Dneurite.simd=false away: it switches the SIMD kernels off.");
    } else if (simd != null && !simd.equals("true")) {
      add("Set -Dneurite.simd to true or false, or not at all; it is \"%s\".", simd);
    }
    String width = jvm.properties().get("neurite.width");
    if (width != null && !List.of("128", "256", "512").contains(width)) {
      add("Set -Dneurite.width to 128, 256 or 512, or not at all; it is \"%s\".", width);
    } else if (width != null) {
      add(
          "Take -Dneurite.width=%s away, unless it was measured to be faster here: without it,"
              + " kernels are as wide as the JVM's vectors.",
          width);
    }
  }

  private void multiplyAdd() {
    if (jvm.option("UseFMA").equals(Optional.of("false"))) {
      add(
          given("-XX:-UseFMA").isPresent()
              ? "Take -XX:-UseFMA away: without fused multiply-add in hardware, every operation"
                  + " takes a microsecond, and Neurite refuses to run."
              : "Run on a CPU with fused multiply-add (FMA3, from 2013 on): this one has none that"
                  + " the JVM uses, and Neurite refuses to run without.");
    }
  }

  private void widths(Cpu cpu) {
    Optional<String> avx = given("-XX:UseAVX");
    if (avx.isPresent() && bitsOf(avx.get()) < cpu.vectorBits()) {
      add("Take %s away: this CPU has vectors of %d bits.", avx.get(), cpu.vectorBits());
    }
    Optional<String> size = given("-XX:MaxVectorSize");
    if (size.isPresent() && 8 * value(size.get()) < cpu.vectorBits()) {
      add(
          "Take %s away: it is vectors of %d bits, and this CPU has %d.",
          size.get(), 8 * value(size.get()), cpu.vectorBits());
    }
  }

  /** The bits of floating-point vectors at a level of AVX. */
  private static int bitsOf(String avx) {
    return switch (value(avx)) {
      case 0, 1 -> 128;
      case 2 -> 256;
      default -> 512;
    };
  }

  private static int value(String flag) {
    String digits = flag.substring(flag.indexOf('=') + 1);
    return digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : Integer.MAX_VALUE / 8;
  }

  private void options() {
    if (jvm.option("EnableVectorSupport").equals(Optional.of("false")) && jvm.hasModule()) {
      add("Take -XX:-EnableVectorSupport away: vectors are objects then, and slow.");
    }
    if (jvm.option("UseSuperWord").equals(Optional.of("false"))) {
      add("Take -XX:-UseSuperWord away: C2 makes no vector code of plain loops then.");
    }
    if (jvm.option("TieredCompilation").equals(Optional.of("false")) && !jvm.isInterpreted()) {
      add("Take -XX:-TieredCompilation away: answers are interpreted until C2 has compiled them.");
    }
    long cache = jvm.option("ReservedCodeCacheSize").map(Long::parseLong).orElse(Long.MAX_VALUE);
    if (cache < SMALL_CODE_CACHE) {
      add(
          "Give compiled code more room than %s, with -XX:ReservedCodeCacheSize=64m: when it is"
              + " full, nothing more is compiled.",
          Numbers.bytes(cache));
    }
  }

  private void processors(Container container) {
    double cpus = container.cpus().orElse(Double.MAX_VALUE);
    if (cpus < 1) {
      add(
          "Give the container 1 CPU or more: it has %s, and whoever has used up its share of a"
              + " period (most often 100 ms) waits for the next, in the middle of an answer.",
          Numbers.of(cpus));
    } else if (container.throttled() > 0) {
      add(
          "Give the container more CPU: it has used its limit up, and had to wait, in %d periods so"
              + " far.",
          container.throttled());
    } else if (jvm.processors() == 1) {
      add(
          "Give the JVM a second processor, or call Predictor.warmUp() before requests come: with"
              + " one, the compiler takes its time from the answers of the first seconds.");
    }
  }

  private void measured(Checkup checkup) {
    if (checkup.warmUp().isEmpty()) {
      add(
          "Call Predictor.warmUp() before requests come: after %s it was not over.",
          Numbers.time(checkup.warmUpNanos()));
    }
    double share = checkup.core().share().orElse(1);
    if (share < LITTLE && checkup.core().kernels().startsWith("simd")) {
      add(
          "Run this again, with nothing else on the machine: a product reached %s of this core's"
              + " peak only, and %s or more is usual. If it stays so, the CPU is shared with others.",
          Numbers.percent(share), Numbers.percent(LITTLE));
    }
  }

  /** The flag that begins so, as it was given. */
  private Optional<String> given(String start) {
    return jvm.arguments().stream().filter(a -> a.startsWith(start)).reduce((a, b) -> b);
  }
}
