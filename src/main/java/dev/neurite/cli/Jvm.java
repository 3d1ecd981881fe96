package dev.neurite.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a JVM is, as far as it decides how fast Neurite runs. Immutable.
 *
 * @param java version and vendor
 * @param machine name and mode of the virtual machine
 * @param arguments of the command line, but for class path, main class and its arguments
 * @param properties the system properties that Neurite reads, as they are set
 * @param hasModule whether the Vector API is there
 * @param couldHaveModule whether a flag would bring it: a runtime can be linked without it
 * @param options values of the JVM's own options, by name; none where nobody can ask for them
 * @param processors that the JVM may use
 * @param heap the most bytes the heap may have
 */
record Jvm(
    String java,
    String machine,
    List<String> arguments,
    Map<String, String> properties,
    boolean hasModule,
    boolean couldHaveModule,
    Map<String, String> options,
    int processors,
    long heap) {
  /** The module of the Vector API. */
  static final String MODULE = "jdk.incubator.vector";

  private static final List<String> PROPERTIES = List.of("neurite.simd", "neurite.width");
  private static final List<String> OPTIONS =
      List.of(
          "EnableVectorSupport",
          "MaxDirectMemorySize",
          "MaxVectorSize",
          "ReservedCodeCacheSize",
          "TieredCompilation",
          "TieredStopAtLevel",
          "UseAVX",
          "UseFMA",
          "UseSuperWord");

  /** Copies the collections. */
  Jvm {
    arguments = List.copyOf(arguments);
    properties = Map.copyOf(properties);
    options = Map.copyOf(options);
  }

  /** The one this runs in. */
  static Jvm current() {
    Map<String, String> set = new TreeMap<>();
    for (String name : PROPERTIES) {
      if (System.getProperty(name) != null) {
        set.put(name, System.getProperty(name));
      }
    }
    Runtime runtime = Runtime.getRuntime();
    return new Jvm(
        Runtime.version() + ", " + System.getProperty("java.vendor"),
        System.getProperty("java.vm.name") + ", " + System.getProperty("java.vm.info"),
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        set,
        ModuleLayer.boot().findModule(MODULE).isPresent(),
        ModuleFinder.ofSystem().find(MODULE).isPresent(),
        readOptions(),
        runtime.availableProcessors(),
        runtime.maxMemory());
  }

  private static Map<String, String> readOptions() {
    HotSpotDiagnosticMXBean bean =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    Map<String, String> options = new TreeMap<>();
    for (String name : bean == null ? List.<String>of() : OPTIONS) {
      try {
        options.put(name, bean.getVMOption(name).getValue());
      } catch (IllegalArgumentException _) {
        // this JVM, or this CPU, has no such option
      }
    }
    return options;
  }

  /** The value of one of the JVM's own options, if it has it. */
  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** True if nothing is compiled at all. */
  boolean isInterpreted() {
    return machine.contains("interpreted mode");
  }

  /** True if C2 compiles what runs often. */
  boolean hasC2() {
    boolean stopsEarly = option("TieredStopAtLevel").map(Integer::parseInt).orElse(4) < 4;
    return !isInterpreted() && !machine.contains("emulated-client") && !stopsEarly;
  }

  /** True if vector code can be compiled here. */
  boolean compilesVectors() {
    return hasModule && hasC2() && !option("EnableVectorSupport").equals(Optional.of("false"));
  }

  /** The flags that matter, as they were given. */
  List<String> flags() {
    return arguments.stream()
        .filter(a -> !a.startsWith("-D") || a.startsWith("-Dneurite.") && !isLaunchers(a))
        .toList();
  }

  private static boolean isLaunchers(String argument) {
    return argument.startsWith("-Dneurite.stderr");
  }
}
