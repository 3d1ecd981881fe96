package dev.neurite.linear;

import dev.neurite.backend.Backend;
import dev.neurite.backend.Engine;
import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.loss.Loss;
import dev.neurite.optim.Lbfgs;
import dev.neurite.optim.Minimum;
import dev.neurite.optim.TrustRegionNewton;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;

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
      double[] u = new double[objective.dimension()];
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
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
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
