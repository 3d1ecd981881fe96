package dev.neurite.bench.network;

import dev.neurite.activation.Activations;
import dev.neurite.bench.Impl;
import dev.neurite.bench.Operands;
import dev.neurite.layer.Dense;
import dev.neurite.layer.Layers;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * One row, and a batch of 32 rows, through a network with ReLU hidden layers.
 *
 * <p>Run: {@code java -jar bench/target/benchmarks.jar PredictBench.row -p net=64x128x10 -prof gc}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1) // compilation has settled after the third
@Measurement(iterations = 5, time = 1) // forks tell more than long runs
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xms1g", "-Xmx1g"})
public class PredictBench {
  private static final int BATCH = 32;

  /** The kernels. */
  @Param({"SCALAR", "SIMD"})
  public Impl impl;

  /** The widths. */
  @Param({"30x16x1", "64x128x10", "784x256x128x10"})
  public String net;

  private Arena arena;
  private Network network;
  private MemorySegment rows;
  private float[] features;
  private float[] outputs;

  /** Makes the network and the rows. */
  @Setup(Level.Trial)
  public void setUp() {
    arena = Arena.ofShared();
    int[] widths = Operands.sizes(net);
    int last = widths.length - 1;
    Dense[] layers =
        IntStream.rangeClosed(1, last)
            .mapToObj(i ->
                i == last ? Layers.dense(widths[i]) : Layers.dense(widths[i], Activations.RELU))
            .toArray(Dense[]::new);
    network = Network.of(NetworkSpec.chain(widths[0], layers), impl.backend()).initialise(1);
    rows = Operands.normal(arena, 1, BATCH * widths[0]);
    features = rows.asSlice(0, 4L * widths[0]).toArray(ValueLayout.JAVA_FLOAT);
    outputs = new float[widths[last]];
  }

  /** Ends the memory. */
  @TearDown(Level.Trial)
  public void tearDown() {
    network.close();
    arena.close();
  }

  /** float[] in, float[] out. */
  @Benchmark
  public float[] row() {
    network.predict(features, outputs);
    return outputs;
  }

  /** 32 rows at once. */
  @Benchmark
  public MemorySegment batch() {
    return network.forward(rows, BATCH);
  }
}
