package dev.neurite.linear;

import dev.neurite.backend.Backend;
import dev.neurite.backend.Engine;
import dev.neurite.data.Dataset;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** Fits support vector machines: from data to a duality gap. */
final class MarginFit {
  private MarginFit() {}

  /** A model, how near it is to the optimum, and the number of rows that hold a boundary. */
  record Result(LinearModel model, Optimum optimum, int supports) {}

  static Result run(Backend backend, Dataset data, LinearOptions options, Margin margin) {
    int classes = data.labels().size();
    boolean together = margin == Margin.CRAMMER_SINGER;
    int out = classes == 2 && !together ? 1 : classes;
    LinearModel model = LinearModel.empty(out, data, options, backend);
    try (Engine engine = backend.start();
        Arena arena = Arena.ofShared()) {
      var scaling = model.network().schema().scaling();
      DesignMatrix matrix = new DesignMatrix(arena, engine.trustedKernels(), data, scaling);
      double[] norms = matrix.squaredNorms();
      int[] targets = data.classes();
      List<DualSolution> solutions = new ArrayList<>();
      if (together) {
        solutions.add(new CrammerSinger(arena, matrix, norms, targets, classes, options).solve());
      } else {
        var solver =
            new DualCoordinateDescent(
                arena, matrix, norms, margin == Margin.SQUARED_HINGE, options);
        for (int machine = 0; machine < out; machine++) {
          solutions.add(solver.solve(targets, out == 1 ? 1 : machine));
        }
      }
      return result(model, solutions, options);
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  private static Result result(
      LinearModel model, List<DualSolution> solutions, LinearOptions options) {
    int out = model.network().out();
    float[] weights = new float[out * model.network().in()];
    float[] biases = new float[out];
    boolean[] supports = new boolean[solutions.getFirst().supports().length];
    int weight = 0;
    int bias = 0;
    double primal = 0;
    double worst = 0;
    int passes = 0;
    for (DualSolution s : solutions) {
      System.arraycopy(s.weights(), 0, weights, weight, s.weights().length);
      System.arraycopy(s.biases(), 0, biases, bias, s.biases().length);
      weight += s.weights().length;
      bias += s.biases().length;
      primal += s.primal();
      worst = Math.max(worst, s.gap() / s.primal());
      passes = Math.max(passes, s.passes());
      for (int i = 0; i < supports.length; i++) {
        supports[i] |= s.supports()[i];
      }
    }
    model.set(weights, biases);
    int count = 0;
    for (boolean support : supports) {
      count += support ? 1 : 0;
    }
    Optimum optimum =
        new Optimum(2 * options.l2() * primal, worst, passes, worst <= options.tolerance());
    return new Result(model, optimum, count);
  }
}
