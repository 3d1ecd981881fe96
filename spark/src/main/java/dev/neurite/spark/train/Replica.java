package dev.neurite.spark.train;

import dev.neurite.backend.Backend;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Network;
import dev.neurite.train.ParameterVector;
import dev.neurite.train.ShardGradients;
import dev.neurite.train.ShardRows;
import dev.neurite.train.ShardStep;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A copy of the network that is trained, beside rows. One caller at a time. */
final class Replica implements AutoCloseable {
  private final long run;
  private final Arena arena = Arena.ofShared();
  private final Network network;
  private final ParameterVector vector;
  private final ShardGradients gradients;
  private final ShardStep step;

  Replica(RunSetup setup, ShardRows rows) {
    this.run = setup.run();
    this.network = ModelFile.load("the network of the run", setup.model(), Backend.automatic());
    try {
      this.vector = new ParameterVector(network);
      this.gradients = new ShardGradients(arena, network, setup.loss(), rows, setup.plan());
      this.step = new ShardStep(arena, rows.first(), rows.count(), vector.elements());
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  long run() {
    return run;
  }

  StepPart step(BlockSummary summary, StepRequest request, byte[] parameters, boolean fresh) {
    long start = System.nanoTime();
    vector.setValues(MemorySegment.ofArray(parameters));
    step.begin(request.epoch(), request.index(), request.number(), request.weight());
    gradients.step(step);
    double[] losses = new double[summary.rows().length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = step.loss(summary.first() + i);
    }
    byte[] sum =
        step.isEmpty() ? new byte[0] : step.gradients().segment().toArray(ValueLayout.JAVA_BYTE);
    return new StepPart(
        summary.first(),
        summary.checksum(),
        losses,
        step.right(),
        step.decided(),
        step.trouble(),
        sum,
        System.nanoTime() - start,
        fresh ? Executors.describe(network.report()) : null);
  }

  @Override
  public void close() {
    network.close();
    arena.close();
  }
}
