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
 * One row through a layer, in each of the three forward orders.
 *
 * <p>Run: {@code java -jar bench/target/benchmarks.jar DenseRowBench -p shape=256x784}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1) // compilation has settled after the third
@Measurement(iterations = 5, time = 1) // forks tell more than long runs
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xms1g", "-Xmx1g"})
public class DenseRowBench {
  /** The kernels. */
  @Param({"SCALAR", "SIMD"})
  public Impl impl;

  /** Outputs and inputs. */
  @Param({"1x64", "10x64", "128x64", "256x784"})
  public String shape;

  private Arena arena;
  private Engine engine;
  private int out;
  private int in;
  private MemorySegment x;
  private MemorySegment w;
  private MemorySegment b;
  private MemorySegment y;

  /** Makes the operands, and checks the row. */
  @Setup(Level.Trial)
  public void setUp() {
    arena = Arena.ofShared();
    engine = impl.backend().start();
    int[] sizes = Operands.sizes(shape);
    out = sizes[0];
    in = sizes[1];
    x = Operands.normal(arena, 1, in);
    w = Operands.normal(arena, 2, out * in);
    b = Operands.normal(arena, 3, out);
    y = Operands.zeros(arena, out);
    MemorySegment expected = Operands.zeros(arena, out);
    try (Engine scalar = Impl.SCALAR.backend().start()) {
      row(scalar.kernels(), expected);
    }
    Operands.checkSame(expected, row());
  }

  /** Ends the memory. */
  @TearDown(Level.Trial)
  public void tearDown() {
    engine.close();
    arena.close();
  }

  /** y ← W·x + b. */
  @Benchmark
  public MemorySegment row() {
    row(engine.kernels(), y);
    return y;
  }

  private void row(Kernels kernels, MemorySegment to) {
    kernels.products().denseRow(in, out, x, 0, w, 0, b, 0, to, 0);
  }
}
