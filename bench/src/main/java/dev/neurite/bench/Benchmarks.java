package dev.neurite.bench;

/** JMH, after a line that says what it runs on. The main class of {@code benchmarks.jar}. */
public final class Benchmarks {

  private Benchmarks() {}

  /** The arguments of JMH. */
  public static void main(String[] arguments) throws Exception {
    System.out.println("# " + Machine.describe());
    org.openjdk.jmh.Main.main(arguments);
  }
}
