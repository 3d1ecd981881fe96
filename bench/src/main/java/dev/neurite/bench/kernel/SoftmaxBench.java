package dev.neurite.bench.kernel;

import dev.neurite.backend.Engine;
import dev.neurite.bench.Impl;
import dev.neurite.bench.Operands;
import dev.neurite.kernel.ClassLoss;
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
 * Softmax by rows, alone and inside its cross-entropy with gradient.
 *
 * <p>Run: {@code java -jar bench/target/benchmarks.jar SoftmaxBench -p shape=1024x10}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1) // compilation has settled after the third
@Measurement(iterations = 5, time = 1) // forks tell more than long runs
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xms1g", "-Xmx1g"})
public class SoftmaxBench {
  /** The kernels. */
  @Param({"SCALAR", "SIMD"})
  public Impl impl;

  /** Rows and columns. */
  @Param({"32x10", "1024x10", "1024x1000"})
  public String shape;

  private Arena arena;
  private Engine engine;
  private int rows;
  private int columns;
  private MemorySegment x;
  private MemorySegment y;
  private MemorySegment classes;
  private MemorySegment weights;
  private MemorySegment losses;

  /** Makes the operands, and checks the probabilities; every row is of class 0. */
  @Setup(Level.Trial)
  public void setUp() {
    arena = Arena.ofShared();
    engine = impl.backend().start();
    int[] sizes = Operands.sizes(shape);
    rows = sizes[0];
    columns = sizes[1];
    x = Operands.normal(arena, 1, rows * columns);
    y = Operands.zeros(arena, rows * columns);
    classes = Operands.zeros(arena, rows);
    weights = Operands.normal(arena, 2, rows);
    losses = Operands.zeros(arena, rows);
    MemorySegment expected = Operands.zeros(arena, rows * columns);
    try (Engine scalar = Impl.SCALAR.backend().start()) {
      softmax(scalar.kernels(), expected);
    }
    Operands.checkSame(expected, softmax());
  }

  /** Ends the memory. */
  @TearDown(Level.Trial)
  public void tearDown() {
    engine.close();
    arena.close();
  }

  /** Y ← softmax(X). */
  @Benchmark
  public MemorySegment softmax() {
    softmax(engine.kernels(), y);
    return y;
  }

  /** Losses and gradient. */
  @Benchmark
  public MemorySegment crossEntropy() {
    engine
        .kernels()
        .losses()
        .classLoss(
            ClassLoss.SOFTMAX_CROSS_ENTROPY,
            rows,
            columns,
            x,
            0,
            columns,
            classes,
            0,
            weights,
            0,
            losses,
            0,
            y,
            0,
            columns);
    return y;
  }

  private void softmax(Kernels kernels, MemorySegment to) {
    kernels.elementwise().softmax(rows, columns, x, 0, columns, to, 0, columns);
  }
}
