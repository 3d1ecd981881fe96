package dev.neurite.cli.report;

import dev.neurite.check.Check;
import dev.neurite.loss.Loss;
import dev.neurite.optim.Optimiser;
import dev.neurite.optim.ReduceOnPlateau;
import dev.neurite.optim.Schedule;
import java.util.List;
import java.util.Optional;

/**
 * What a run was told, as far as curves follow from it. Immutable.
 *
 * @param loss what is made small
 * @param optimiser how weights are stepped
 * @param schedule how the learning rate changes from step to step
 * @param plateau how it falls when the loss doesn't, if at all
 * @param epochs the most there may be
 * @param batch rows per step
 */
public record RunSettings(
    Loss loss,
    Optimiser optimiser,
    Schedule schedule,
    Optional<ReduceOnPlateau> plateau,
    int epochs,
    int batch) {

  /** Checks the components. */
  public RunSettings {
    Check.notNull("report", "loss", loss);
    Check.notNull("report", "optimiser", optimiser);
    Check.notNull("report", "schedule", schedule);
    Check.notNull("report", "plateau", plateau);
    Check.positive("report", "epochs", epochs);
    Check.positive("report", "batch", batch);
  }

  /** A run at one learning rate. */
  public RunSettings(Loss loss, Optimiser optimiser, int epochs, int batch) {
    this(loss, optimiser, new Schedule.Constant(), Optional.empty(), epochs, batch);
  }

  /**
   * The learning rate of a step.
   *
   * @param step from 1
   * @param batches per epoch
   * @param losses of the epochs before, as the plateau rule sees them
   */
  double learningRate(long step, int batches, List<Double> losses) {
    double factor = plateau.map(p -> p.factorAfter(losses)).orElse(1.0);
    return optimiser.learningRate() * factor * schedule.factor(step, batches, epochs);
  }
}
