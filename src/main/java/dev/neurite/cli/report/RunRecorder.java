package dev.neurite.cli.report;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.network.Network;
import dev.neurite.train.EpochResult;
import dev.neurite.train.TrainingListener;
import java.util.Optional;

/**
 * Listens to a training run and keeps what a {@link Report} shows of it: losses of batches, how far
 * steps go, and what layers are like after some of the epochs.
 *
 * <p>It reads parameters and runs the network forward between updates, and so changes no bit of the
 * run; what it costs, {@link #nanos} says. What it keeps is bounded. One caller at a time: the
 * thread that trains.
 */
public final class RunRecorder implements TrainingListener {
  private static final int MOST_SNAPSHOTS = 32;
  private static final int MOST_STEPS = 512; // whose length is taken

  private final Network network;
  private final RunSettings settings;
  private final TrainingListener next;
  private final int rows;
  private final Probe probe;
  private final Optional<Plane> plane;
  private final LossTrace losses = new LossTrace();
  private final Timeline<double[]> steps = new Timeline<>(MOST_STEPS);
  private final Timeline<Snapshot> snapshots = new Timeline<>(MOST_SNAPSHOTS);
  private final long start = System.nanoTime();
  private long end = start;
  private long nanos;
  private long keptAt = -1; // the step before which weights were noted
  private int batches;
  private int epochs;

  /** A recorder that nobody listens beside. */
  public RunRecorder(Network network, RunSettings settings, Dataset rows) {
    this(network, settings, rows, TrainingListener.NONE);
  }

  /**
   * A recorder of a run that is about to begin.
   *
   * @param rows that are trained on; a few of them are looked at
   * @param next is told everything too, and may cancel the run
   */
  public RunRecorder(Network network, RunSettings settings, Dataset rows, TrainingListener next) {
    this.network = Check.notNull("report", "network", network);
    this.settings = Check.notNull("report", "settings", settings);
    this.next = Check.notNull("report", "next", next);
    Check.notNull("report", "rows", rows);
    Check.length("report", "features", network.in(), rows.in());
    this.rows = rows.rows();
    this.probe = new Probe(network, rows);
    this.plane = Plane.fits(rows.in()) ? Optional.of(Plane.around(rows)) : Optional.empty();
    keepWeights(0);
  }

  @Override
  public void batchDone(int epoch, int batch, int ofEpoch, double loss) {
    long before = System.nanoTime();
    batches = ofEpoch;
    losses.add(epoch - 1 + (double) batch / ofEpoch, loss);
    long step = (long) (epoch - 1) * ofEpoch + batch;
    boolean last = batch == ofEpoch;
    if (last && keptAt == step - 1 && steps.wants(epoch)) {
      steps.add(epoch, probe.changes());
    }
    boolean nextIsLast = batch == ofEpoch - 1 || ofEpoch == 1;
    if (nextIsLast && steps.wants(ofEpoch == 1 ? epoch + 1 : epoch)) {
      keepWeights(step);
    }
    end = System.nanoTime();
    nanos += end - before;
    next.batchDone(epoch, batch, ofEpoch, loss);
  }

  @Override
  public void epochDone(EpochResult result) {
    long before = System.nanoTime();
    epochs++;
    boolean last = result.epoch() == settings.epochs();
    if (last || snapshots.wants(result.epoch())) {
      Snapshot snapshot =
          new Snapshot(probe.look(), plane.map(p -> p.ask(network, settings.loss())));
      if (last) {
        snapshots.addLast(result.epoch(), snapshot);
      } else {
        snapshots.add(result.epoch(), snapshot);
      }
    }
    end = System.nanoTime();
    nanos += end - before;
    next.epochDone(result);
  }

  @Override
  public boolean isCancelled() {
    return next.isCancelled();
  }

  /** What recording has cost so far, in nanoseconds, of those of the run. */
  public long nanos() {
    return nanos;
  }

  /** From the making of this to the last event, in nanoseconds. */
  long runNanos() {
    return end - start;
  }

  /** Epochs listened to: fewer than the run has where it was taken up from a checkpoint. */
  int epochs() {
    return epochs;
  }

  /** That are trained on. */
  int rows() {
    return rows;
  }

  /** Per epoch; 0 if none was listened to. */
  int batches() {
    return batches;
  }

  Network network() {
    return network;
  }

  RunSettings settings() {
    return settings;
  }

  Probe probe() {
    return probe;
  }

  Optional<Plane> plane() {
    return plane;
  }

  LossTrace losses() {
    return losses;
  }

  /** By epoch, for each watched layer, ‖Δw‖ / ‖w‖ of its last step. */
  Timeline<double[]> steps() {
    return steps;
  }

  Timeline<Snapshot> snapshots() {
    return snapshots;
  }

  private void keepWeights(long step) {
    probe.keepWeights();
    keptAt = step;
  }
}
