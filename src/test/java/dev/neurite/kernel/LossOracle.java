package dev.neurite.kernel;

/** Losses and their derivatives in double, as their formulas stand. */
final class LossOracle {
  private LossOracle() {}

  static double value(OutputLoss loss, double p, double z, double t) {
    double d = z - t;
    double margin = Math.max(0, 1 - t * z);
    return switch (loss) {
      case SIGMOID_CROSS_ENTROPY ->
          Math.max(z, 0) - t * z + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
      case HINGE -> margin;
      case SQUARED_HINGE -> margin * margin;
      case SQUARED_ERROR -> d * d;
      case ABSOLUTE_ERROR -> Math.abs(d);
      case HUBER -> Math.abs(d) <= p ? d * d / 2 : p * (Math.abs(d) - p / 2);
    };
  }

  static double slope(OutputLoss loss, double p, double z, double t) {
    double d = z - t;
    double margin = Math.max(0, 1 - t * z);
    return switch (loss) {
      case SIGMOID_CROSS_ENTROPY -> FunctionOracle.value(Function.SIGMOID, 0, z) - t;
      case HINGE -> margin > 0 ? -t : 0;
      case SQUARED_HINGE -> -2 * t * margin;
      case SQUARED_ERROR -> 2 * d;
      case ABSOLUTE_ERROR -> Math.signum(d);
      case HUBER -> Math.clamp(d, -p, p);
    };
  }

  static double value(ClassLoss loss, double[] z, int t) {
    double sum = 0;
    double largest = 0;
    for (int j = 0; j < z.length; j++) {
      double h = Math.max(0, 1 + z[j] - z[t]);
      sum += j == t ? 0 : h;
      largest = j == t ? largest : Math.max(largest, h);
    }
    return switch (loss) {
      case SOFTMAX_CROSS_ENTROPY -> logSum(z) - z[t];
      case WESTON_WATKINS -> sum;
      case CRAMMER_SINGER -> largest;
    };
  }

  static double[] slope(ClassLoss loss, double[] z, int t) {
    double[] slope = new double[z.length];
    int rival = -1;
    for (int j = 0; j < z.length; j++) {
      boolean violated = j != t && 1 + z[j] - z[t] > 0;
      rival = j != t && (rival < 0 || z[j] > z[rival]) ? j : rival;
      switch (loss) {
        case SOFTMAX_CROSS_ENTROPY ->
            slope[j] += StrictMath.exp(z[j] - logSum(z)) - (j == t ? 1 : 0);
        case WESTON_WATKINS -> {
          slope[j] += violated ? 1 : 0;
          slope[t] -= violated ? 1 : 0;
        }
        case CRAMMER_SINGER -> {}
      }
    }
    if (loss == ClassLoss.CRAMMER_SINGER && rival >= 0 && 1 + z[rival] - z[t] > 0) {
      slope[rival] = 1;
      slope[t] = -1;
    }
    return slope;
  }

  private static double logSum(double[] z) {
    double max = Double.NEGATIVE_INFINITY;
    for (double x : z) {
      max = Math.max(max, x);
    }
    double sum = 0;
    for (double x : z) {
      sum += StrictMath.exp(x - max);
    }
    return max + StrictMath.log(sum);
  }
}
