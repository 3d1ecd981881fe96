package dev.neurite.bench.train;

import dev.neurite.activation.Activations;
import dev.neurite.bench.Impl;
import dev.neurite.data.Dataset;
import dev.neurite.layer.Layers;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.train.History;
import dev.neurite.train.Trainer;
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
 * An epoch of 784-256-10 over 2,000 rows of noise, with Adam.
 *
 * <p>Run: {@code java -jar bench/target/benchmarks.jar EpochBench -p threads=2}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1) // compilation has settled after the third
@Measurement(iterations = 5, time = 1) // forks tell more than long runs
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xms1g", "-Xmx1g"})
public class EpochBench {
  private static final int ROWS = 2_000;

  /** The kernels. */
  @Param({"SCALAR", "SIMD"})
  public Impl impl;

  /** Threads. */
  @Param({"1", "2"})
  public int threads;

  /** Rows per step. */
  @Param({"64", "256"})
  public int batch;

  private Network network;
  private Dataset data;

  /** Makes network and data. */
  @Setup(Level.Trial)
  public void setUp() {
    CounterRandom random = new CounterRandom(1, Purpose.SAMPLE);
    float[][] x = new float[ROWS][784];
    int[] classes = new int[ROWS];
    for (int r = 0; r < ROWS; r++) {
      for (int i = 0; i < 784; i++) {
        x[r][i] = (float) random.uniform(r, i);
      }
      classes[r] = r % 10;
    }
    data = Dataset.classification(x, classes);
    NetworkSpec spec =
        NetworkSpec.chain(784, Layers.dense(256, Activations.RELU), Layers.dense(10));
    network = Network.of(spec, impl.backend().withThreads(threads)).initialise(1);
  }

  /** Ends the memory. */
  @TearDown(Level.Trial)
  public void tearDown() {
    network.close();
  }

  /** One epoch, the network going on from where it is. */
  @Benchmark
  public History epoch() {
    return Trainer.of(network, new SoftmaxCrossEntropy()).epochs(1).batch(batch).fit(data);
  }
}
