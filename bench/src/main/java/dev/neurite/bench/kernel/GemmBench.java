package dev.neurite.bench.kernel;

import dev.neurite.backend.Engine;
import dev.neurite.bench.Impl;
import dev.neurite.bench.Operands;
import dev.neurite.kernel.Form;
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
 * Products at layer shapes and at awkward ones, in the three forms; 2·m·n·k operations each.
 *
 * <p>Run: {@code java -jar bench/target/benchmarks.jar GemmBench -p mnk=128x256x784 -p form=NT}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1) // compilation has settled after the third
@Measurement(iterations = 5, time = 1) // forks tell more than long runs
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xms1g", "-Xmx1g"})
public class GemmBench {
  /** The kernels. */
  @Param({"SCALAR", "SIMD"})
  public Impl impl;

  /** The form. */
  @Param({"NT", "NN", "TN"})
  public Form form;

  /** The sizes. */
  @Param({"64x64x64", "64x256x784", "61x67x71", "512x512x512"})
  public String mnk;

  private Arena arena;
  private Engine engine;
  private int m;
  private int n;
  private int k;
  private MemorySegment a;
  private MemorySegment b;
  private MemorySegment c;

  /** Makes the operands, and checks the product. */
  @Setup(Level.Trial)
  public void setUp() {
    arena = Arena.ofShared();
    engine = impl.backend().start();
    int[] sizes = Operands.sizes(mnk);
    m = sizes[0];
    n = sizes[1];
    k = sizes[2];
    a = Operands.normal(arena, 1, m * k);
    b = Operands.normal(arena, 2, n * k);
    c = Operands.zeros(arena, m * n);
    MemorySegment expected = Operands.zeros(arena, m * n);
    try (Engine scalar = Impl.SCALAR.backend().start()) {
      multiply(scalar.kernels(), expected);
    }
    Operands.checkSame(expected, product());
  }

  /** Ends the memory. */
  @TearDown(Level.Trial)
  public void tearDown() {
    engine.close();
    arena.close();
  }

  /** C ← op(A)·op(B). */
  @Benchmark
  public MemorySegment product() {
    multiply(engine.kernels(), c);
    return c;
  }

  private void multiply(Kernels kernels, MemorySegment to) {
    int lda = form.transposesA() ? m : k;
    int ldb = form.transposesB() ? k : n;
    kernels.products().gemm(form, m, n, k, a, 0, lda, b, 0, ldb, false, to, 0, n);
  }
}
