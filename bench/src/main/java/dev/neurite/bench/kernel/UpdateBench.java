package dev.neurite.bench.kernel;

import dev.neurite.backend.Engine;
import dev.neurite.bench.Impl;
import dev.neurite.bench.Operands;
import dev.neurite.kernel.Kernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The steps of the optimisers over n weights.
 *
 * <p>Run: {@code java -jar bench/target/benchmarks.jar UpdateBench.adam -p n=100000}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1) // compilation has settled after the third
@Measurement(iterations = 5, time = 1) // forks tell more than long runs
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xms1g", "-Xmx1g"})
public class UpdateBench {
  private static final float RATE = 1e-6f; // so small that no weight leaves its range

  /** The kernels. */
  @Param({"SCALAR", "SIMD"})
  public Impl impl;

  /** The weights. */
  @Param({"10000", "1000000"})
  public int n;

  private Arena arena;
  private Engine engine;
  private MemorySegment w;
  private MemorySegment g;
  private MemorySegment m;
  private MemorySegment s;

  /** Makes the operands, and checks a step. */
  @Setup(Level.Trial)
  public void setUp() {
    arena = Arena.ofShared();
    engine = impl.backend().start();
    g = Operands.normal(arena, 2, n);
    w = Operands.normal(arena, 1, n);
    m = Operands.zeros(arena, n);
    s = Operands.zeros(arena, n);
    MemorySegment expected = Operands.normal(arena, 1, n);
    try (Engine scalar = Impl.SCALAR.backend().start()) {
      adam(scalar.kernels(), expected, Operands.zeros(arena, n), Operands.zeros(arena, n));
    }
    Operands.checkSame(expected, adam());
  }

  /** Ends the memory. */
  @TearDown(Level.Trial)
  public void tearDown() {
    engine.close();
    arena.close();
  }

  /** Gradient descent. */
  @Benchmark
  public MemorySegment sgd() {
    engine.kernels().updates().sgd(n, RATE, 1e-4f, w, 0, g, 0);
    return w;
  }

  /** Momentum. */
  @Benchmark
  public MemorySegment momentum() {
    engine.kernels().updates().momentum(n, RATE, 0.9f, false, 1e-4f, w, 0, g, 0, m, 0);
    return w;
  }

  /** Adam. */
  @Benchmark
  public MemorySegment adam() {
    adam(engine.kernels(), w, m, s);
    return w;
  }

  private void adam(Kernels kernels, MemorySegment w, MemorySegment m, MemorySegment s) {
    kernels.updates().adam(n, RATE, 0.9f, 0.999f, 1e-8f, 1, 1e-4f, w, 0, g, 0, m, 0, s, 0);
  }
}
