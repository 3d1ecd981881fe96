package dev.neurite.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.optim.Differentiable;
import dev.neurite.optim.Lbfgs;
import dev.neurite.optim.LbfgsSearch;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Training that sees all rows at every step: the objective as a function of all weights, which
 * L-BFGS makes small.
 *
 * <p>The search is in double; the network has its weights rounded to float, and the gradients of
 * batches are added in double, in the order of the rows.
 */
final class WholeData implements Steps, Differentiable {
  private final Network network;
  private final Objective objective;
  private final RowSource rows;
  private final Batch batch;
  private final Descent descent;
  private final Tally tally;
  private final double weight;
  private final List<Parameter> parameters;
  private final double[] x;
  private final double[] unused;
  private final float[] copy; // of the values or the gradient of one parameter
  private final LbfgsSearch search;

  /**
   * A search from the weights that the network has.
   *
   * @param tally has the loss and the right answers of all rows after a step
   */
  WholeData(
      Lbfgs rule,
      Network network,
      Objective objective,
      RowSource rows,
      Batch batch,
      Descent descent,
      Tally tally) {
    this.network = network;
    this.objective = objective;
    this.rows = rows;
    this.batch = batch;
    this.descent = descent;
    this.tally = tally;
    this.weight = rows.weight();
    this.parameters = network.parameters();
    int elements = 0;
    int largest = 0;
    for (Parameter p : parameters) {
      elements += p.value().elements();
      largest = Math.max(largest, p.value().elements());
    }
    this.x = new double[elements];
    this.unused = new double[elements];
    this.copy = new float[largest];
    for (int i = 0, at = 0; i < parameters.size(); i++) {
      for (float value : parameters.get(i).value().toArray()) {
        x[at++] = value;
      }
    }
    this.search = new LbfgsSearch(rule, this, x);
  }

  @Override
  public void begin(int epoch) {} // every evaluation takes the rows in their own order

  /** One iteration: no learning rate has a place in it. */
  @Override
  public double step(int epoch, int index, float rateFactor) {
    return step();
  }

  @Override
  public String trouble() {
    return Divergence.where(network, batch.size);
  }

  /** One iteration; returns the mean loss after it, which is NaN or infinite if no step can be. */
  double step() {
    search.step();
    if (Double.isFinite(search.value()) && !isWhereTheSearchIs()) {
      evaluate(x, unused); // the last trial of the line search was not the best
    }
    return Double.isFinite(search.value()) ? tally.loss() : search.value();
  }

  /** True if no further iteration lowers the objective. */
  @Override
  public boolean isOver() {
    return search.isOver();
  }

  /** Shows everything the search goes on from: live. */
  void forEachArray(BiConsumer<String, double[]> visitor) {
    search.forEachArray(visitor);
  }

  /** Goes on from what was written into the arrays. */
  void resume() {
    search.resume();
  }

  private boolean isWhereTheSearchIs() {
    int at = 0;
    for (int i = 0; i < parameters.size(); i++) {
      MemorySegment values = parameters.get(i).value().segment();
      int n = parameters.get(i).value().elements();
      for (int j = 0; j < n; j++) {
        if (values.getAtIndex(JAVA_FLOAT, j) != (float) x[at++]) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public int dimension() {
    return x.length;
  }

  @Override
  public double evaluate(double[] at, double[] gradient) {
    double penalty = move(at, gradient);
    double loss = 0;
    tally.reset();
    rows.begin(0);
    for (int b = 0; b < rows.batches(); b++) {
      rows.gather(batch, b, weight);
      MemorySegment z = descent.forward(batch);
      tally.addClasses(batch, z);
      double share = descent.gradients(batch, z);
      if (!Double.isFinite(share)) {
        return share;
      }
      tally.addLoss(batch, share);
      addGradients(gradient);
      loss += share;
    }
    return loss + penalty;
  }

  /** Gives the network these weights; returns λ‖w‖² and makes its gradient the gradient. */
  private double move(double[] at, double[] gradient) {
    double penalty = 0;
    int from = 0;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      double decay = objective.decay(p);
      int n = p.value().elements();
      for (int j = 0; j < n; j++) {
        float value = (float) at[from + j];
        copy[j] = value;
        penalty += decay / 2 * value * value;
        gradient[from + j] = decay * value;
      }
      MemorySegment.copy(copy, 0, p.value().segment(), JAVA_FLOAT, 0, n);
      from += n;
    }
    return penalty;
  }

  private void addGradients(double[] gradient) {
    int from = 0;
    for (int i = 0; i < parameters.size(); i++) {
      int n = parameters.get(i).value().elements();
      MemorySegment.copy(parameters.get(i).gradient().segment(), JAVA_FLOAT, 0, copy, 0, n);
      for (int j = 0; j < n; j++) {
        gradient[from + j] += copy[j];
      }
      from += n;
    }
  }
}
