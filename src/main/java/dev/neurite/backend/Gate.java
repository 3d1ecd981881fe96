package dev.neurite.backend;

import dev.neurite.backend.Backend.Preference;
import dev.neurite.kernel.Kernels;
import java.util.List;
import java.util.Optional;

/** Whether SIMD kernels can run in this JVM. What was found is kept: it doesn't change. */
final class Gate {
  /** Why SIMD kernels run, where they do. */
  static final String OPEN = "the Vector API is there, and HotSpot with C2 compiles it";

  private static final String MODULE = "jdk.incubator.vector";
  private static final String SIMD_KERNELS = "dev.neurite.kernel.simd.SimdKernels";

  private Gate() {}

  /** Lazily measured, once; apart from {@link Found}, which loads the SIMD kernels. */
  private static final class Measured {
    static final boolean FAST_FMA = measureFma();
  }

  /** Read once; apart from {@link Found}, which loads the SIMD kernels. */
  private static final class Asked {
    static final String SIMD = System.getProperty("neurite.simd");
    static final String WIDTH = System.getProperty("neurite.width");
  }

  /** Lazily found, once. */
  private static final class Found {
    static final Optional<String> REFUSAL =
        find(
            Asked.SIMD,
            hasModule(),
            System.getProperty("java.vm.name", ""),
            System.getProperty("java.vm.info", ""),
            System.getProperty("java.vm.version", ""));
  }

  /** Refuses system properties that mean nothing, at each call: a cheap look. */
  static void checkProperties() {
    checkProperties(Asked.SIMD, Asked.WIDTH);
  }

  /** Why scalar kernels run for this preference; empty if SIMD ones do. */
  static Optional<String> refusal(Preference preference) {
    if (preference == Preference.SCALAR) {
      return Optional.of("asked for scalar kernels");
    }
    checkProperties(); // before Found: what its initialiser throws, only the first caller hears
    return Found.REFUSAL;
  }

  /** False if {@link Math#fma} is emulated. */
  static boolean hasFastFma() {
    return Measured.FAST_FMA;
  }

  /** A new set of SIMD kernels; only where nothing refuses them. */
  static Kernels newSimdKernels() {
    try {
      return (Kernels) Class.forName(SIMD_KERNELS).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("backend: SIMD kernels can't be loaded: " + e, e);
    }
  }

  /** The gate itself, as a function of what it looks at. */
  static Optional<String> find(
      String simd, boolean hasModule, String vmName, String vmInfo, String vmVersion) {
    if ("false".equals(simd)) {
      return Optional.of("switched off by -Dneurite.simd=false");
    }
    if (!hasModule) {
      return Optional.of(
          "module " + MODULE + " is missing: start java with --add-modules " + MODULE);
    }
    boolean hotSpot = vmName.contains("HotSpot") || vmName.contains("OpenJDK");
    if (!hotSpot || vmVersion.contains("jvmci")) {
      return Optional.of("this JVM (" + vmName + ") is not known to compile the Vector API well");
    }
    if (vmInfo.contains("interpreted mode") || vmInfo.contains("emulated-client")) {
      return Optional.of(
          "the C2 compiler is off ("
              + vmInfo
              + "), and without it vector code is slower than scalar");
    }
    return tooNarrow();
  }

  static void checkProperties(String simd, String width) {
    checkProperty("neurite.simd", simd, List.of("true", "false"));
    checkProperty("neurite.width", width, List.of("128", "256", "512"));
  }

  private static void checkProperty(String name, String value, List<String> known) {
    if (value != null && !known.contains(value)) {
      throw new IllegalArgumentException(
          "backend: the system property "
              + name
              + " must be one of "
              + String.join(", ", known)
              + ", got \""
              + value
              + "\"");
    }
  }

  private static Optional<String> tooNarrow() {
    try {
      newSimdKernels();
      return Optional.empty();
    } catch (IllegalStateException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return Optional.of("vectors of this CPU can't be used: " + cause);
    }
  }

  private static boolean hasModule() {
    ModuleLayer own = Gate.class.getModule().getLayer();
    ModuleLayer layer = own == null ? ModuleLayer.boot() : own;
    return layer.findModule(MODULE).isPresent();
  }

  /**
   * Times {@link Math#fma}: 1 to 50 ns a call where the CPU has it, interpreted or compiled; more
   * than 500 ns where the JDK goes through {@link java.math.BigDecimal}. The best of a few windows,
   * so that a pause of the thread is not mistaken for that.
   */
  private static boolean measureFma() {
    final int calls = 64;
    float sum = 1;
    long best = Long.MAX_VALUE;
    for (int window = 0; window < 8; window++) {
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        sum = Math.fma(sum, 0.999f, 0.001f);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    return best < 250L * calls && sum > 0;
  }
}
