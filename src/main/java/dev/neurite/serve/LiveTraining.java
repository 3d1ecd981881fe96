package dev.neurite.serve;

import dev.neurite.network.Network;
import dev.neurite.optim.Optimiser;
import dev.neurite.tensor.Tensor;
import dev.neurite.train.Objective;
import dev.neurite.train.OnlineTrainer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** What the thread of a live trainer does: take a batch, step, publish. */
final class LiveTraining implements Runnable {
  private static final long LINGER = 100; // ms for a batch to fill

  private final LiveModel live;
  private final Network network;
  private final OnlineTrainer trainer;
  private final RowQueue queue;
  private final PublishPolicy policy;
  private final SlidingLoss window; // null without a condition
  private final float[] features;
  private final float[] targets;
  private final float[] current; // losses of the version that answers
  private final MemorySegment answers;
  private long compared; // the version that the window is about
  private long rowsSince;
  private long published = System.nanoTime();

  private volatile long trained; // this and the following: written by the training thread only
  private volatile long steps;
  private volatile double loss = Double.NaN;
  private volatile long publications;
  private volatile long withheld;
  private volatile Throwable failure;

  LiveTraining(
      LiveModel live,
      Network network,
      Objective objective,
      Optimiser optimiser,
      int batch,
      RowQueue queue,
      PublishPolicy policy) {
    this.live = live;
    this.network = network;
    this.trainer = OnlineTrainer.of(network, objective, optimiser, batch);
    this.queue = queue;
    this.policy = policy;
    this.window = policy.window() == 0 ? null : new SlidingLoss(policy.window());
    this.features = new float[Math.multiplyExact(batch, network.in())];
    this.targets = new float[Math.multiplyExact(batch, trainer.targetColumns())];
    this.current = new float[batch];
    this.answers = Tensor.allocate(Arena.ofAuto(), batch, network.out()).segment();
  }

  RowQueue queue() {
    return queue;
  }

  @Override
  public void run() {
    try (trainer) {
      int count = 0;
      while (count >= 0) {
        count = queue.take(trainer.capacity(), LINGER, features, targets);
        if (count > 0) {
          step(count);
        }
        if (count >= 0) {
          publishIfDue();
        }
      }
    } catch (Throwable e) { // whatever it is, nobody else would hear of it
      failure = e;
    } finally {
      queue.close();
    }
  }

  LiveTrainerStats stats() {
    return new LiveTrainerStats(
        queue.accepted(),
        queue.rejected(),
        queue.size(),
        trained,
        steps,
        loss,
        publications,
        withheld,
        Optional.ofNullable(failure));
  }

  private void step(int count) {
    trainer.load(count, features, targets);
    if (window == null) {
      loss = trainer.step();
    } else {
      stepAndCompare(count);
    }
    steps = trainer.steps();
    trained += count;
    rowsSince += count;
  }

  /** A step, with the losses of both models on its rows before they are learned. */
  private void stepAndCompare(int count) {
    Version version = live.versions().enter();
    try {
      if (version.number() != compared) {
        window.clear(); // somebody else has published, or rolled back
        compared = version.number();
      }
      MemorySegment x = trainer.features();
      version.predictor().predict(count, x, network.in(), answers, network.out());
    } finally {
      version.turnBack(); // no call of a service's
    }
    trainer.evaluate(answers);
    System.arraycopy(trainer.losses(), 0, current, 0, count);
    loss = trainer.step();
    for (int r = 0; r < count; r++) {
      window.add(trainer.losses()[r], current[r]);
    }
  }

  private void publishIfDue() {
    if (!policy.isDue(rowsSince, System.nanoTime() - published)) {
      return;
    }
    if (window != null && !window.isFull()) {
      return;
    }
    if (window != null && !(window.candidate() <= window.current())) {
      withheld++;
    } else {
      live.publish(network);
      publications++;
    }
    rowsSince = 0;
    published = System.nanoTime();
  }
}
