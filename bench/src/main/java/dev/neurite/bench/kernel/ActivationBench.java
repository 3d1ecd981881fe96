package dev.neurite.bench.kernel;

import dev.neurite.backend.Engine;
import dev.neurite.bench.Impl;
import dev.neurite.bench.Operands;
import dev.neurite.kernel.Function;
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
 * A function applied to n elements, and its derivative.
 *
 * <p>Run: {@code java -jar bench/target/benchmarks.jar ActivationBench.forward -p function=TANH}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1) // compilation has settled after the third
@Measurement(iterations = 5, time = 1) // forks tell more than long runs
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xms1g", "-Xmx1g"})
public class ActivationBench {
  /** The kernels. */
  @Param({"SCALAR", "SIMD"})
  public Impl impl;

  /** The function; leaky ReLU has a slope of 0. */
  @Param({"SIGMOID", "TANH", "EXP", "LEAKY_RELU", "GELU"})
  public Function function;

  /** The elements. */
  @Param({"1024", "1048576"})
  public int n;

  private Arena arena;
  private Engine engine;
  private MemorySegment x;
  private MemorySegment y;
  private MemorySegment dy;
  private MemorySegment dx;

  /** Makes the operands, and checks the values. */
  @Setup(Level.Trial)
  public void setUp() {
    arena = Arena.ofShared();
    engine = impl.backend().start();
    x = Operands.normal(arena, 1, n);
    dy = Operands.normal(arena, 2, n);
    y = Operands.zeros(arena, n);
    dx = Operands.zeros(arena, n);
    MemorySegment expected = Operands.zeros(arena, n);
    try (Engine scalar = Impl.SCALAR.backend().start()) {
      scalar.kernels().elementwise().activate(function, 0, n, x, 0, expected, 0);
    }
    Operands.checkSame(expected, forward());
  }

  /** Ends the memory. */
  @TearDown(Level.Trial)
  public void tearDown() {
    engine.close();
    arena.close();
  }

  /** y ← f(x). */
  @Benchmark
  public MemorySegment forward() {
    engine.kernels().elementwise().activate(function, 0, n, x, 0, y, 0);
    return y;
  }

  /** dx ← f′(x)·dy. */
  @Benchmark
  public MemorySegment backward() {
    engine.kernels().elementwise().activateBackward(function, 0, n, x, 0, y, 0, dy, 0, dx, 0);
    return dx;
  }
}
