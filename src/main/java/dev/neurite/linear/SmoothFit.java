package dev.neurite.linear;

import dev.neurite.backend.Backend;
import dev.neurite.backend.Engine;
import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.loss.Loss;
import dev.neurite.optim.Lbfgs;
import dev.neurite.optim.Minimum;
import dev.neurite.optim.TrustRegionNewton;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.Optional;

/** Fits logistic and softmax regression: from data to the optimum. */
final class SmoothFit {
  private static final int PAIRS =
      40; // of L-BFGS: 38 evaluations where 10 pairs need 52, and they cost little
  private static final double NO_CHANGE = 1e-12; // of the objective: below is rounding

  private SmoothFit() {}

  /** A model, and how near it is to the optimum. */
  record Result(LinearModel model, Optimum optimum) {}

  static Result run(
      Backend backend, int out, Loss loss, Dataset data, LinearOptions options, Solver solver) {
    Check.notNull("linear", "solver", solver);
    LinearModel model = LinearModel.empty(out, data, options, backend);
    try (Engine engine = backend.start();
        Arena arena = Arena.ofShared()) {
      var scaling = model.network().schema().scaling();
      DesignMatrix matrix = new DesignMatrix(arena, engine.trustedKernels(), data, scaling);
      Tensor targets = Tensor.allocate(arena, data.rows());
      int[] classes = data.classes();
      for (int i = 0; i < classes.length; i++) {
        targets.set(i, classes[i]);
      }
      SmoothObjective objective =
          new SmoothObjective(
              arena, matrix, loss, out, targets.segment(), options, solver == Solver.NEWTON);
      Centred centred = new Centred(objective, matrix, out, options.l2());
      return search(model, centred, out, options, solver);
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /** Rows that lie in shards: two passes for their moments, then one for each evaluation. */
  static Result run(Backend backend, int out, LinearSource source, LinearOptions options) {
    Check.notNull("linear", "options", options);
    double[] mean = meanOf(source, out, LinearPass.Kind.FEATURES, new double[0]);
    double[] variance = meanOf(source, out, LinearPass.Kind.SPREAD, mean);
    Optional<Scaling> learnt =
        options.standardises() ? Optional.of(Scaling.standard(mean, variance)) : Optional.empty();
    Scaling scaling = learnt.orElseGet(() -> Scaling.none(source.in()));
    scale(mean, variance, scaling);
    LinearModel model = LinearModel.empty(out, source, learnt, backend);
    try {
      ShardedObjective objective = new ShardedObjective(source, out, scaling, options);
      Centred centred = new Centred(objective, mean, variance, out, options.l2());
      return search(model, centred, out, options, Solver.LBFGS);
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  private static double[] meanOf(
      LinearSource source, int out, LinearPass.Kind kind, double[] argument) {
    long rows = source.rowCount();
    double[] sum = source.sum(new LinearPass(kind, out, rows, Scaling.none(source.in()), argument));
    for (int c = 0; c < sum.length; c++) {
      sum[c] /= rows;
    }
    return sum;
  }

  /** Moments of raw features → those of scaled ones. */
  private static void scale(double[] mean, double[] variance, Scaling scaling) {
    float[] shift = scaling.shift();
    float[] factor = scaling.factor();
    for (int c = 0; c < mean.length; c++) {
      mean[c] = (mean[c] - shift[c]) * factor[c];
      variance[c] *= (double) factor[c] * factor[c];
    }
  }

  private static Result search(
      LinearModel model, Centred centred, int out, LinearOptions options, Solver solver) {
    double[] u = new double[centred.dimension()];
    Minimum minimum = minimise(centred, u, options, solver);
    double[] x = new double[u.length];
    centred.toInner(u, x);
    int weights = x.length - out;
    model.set(floats(x, 0, weights), floats(x, weights, out));
    return new Result(
        model,
        new Optimum(
            minimum.value(),
            minimum.slope(),
            minimum.iterations(),
            minimum.ending() != Minimum.Ending.ITERATIONS));
  }

  private static Minimum minimise(
      Centred objective, double[] x, LinearOptions options, Solver solver) {
    return switch (solver) {
      case LBFGS ->
          new Lbfgs(PAIRS, options.iterations(), options.tolerance(), NO_CHANGE)
              .minimise(objective, x);
      case NEWTON ->
          new TrustRegionNewton(options.iterations(), options.tolerance()).minimise(objective, x);
    };
  }

  private static float[] floats(double[] x, int from, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) x[from + i];
    }
    return values;
  }
}
