package dev.neurite.init;

import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;

/** How weights of a given variance are drawn. */
public enum Distribution {
  /** Uniform on (−√(3v), √(3v)). */
  UNIFORM {
    @Override
    double draw(CounterRandom random, long parameter, long index) {
      return Math.sqrt(3) * (2 * random.uniform(parameter, index) - 1);
    }
  },
  /** Normal with mean 0 and variance v, not truncated. */
  NORMAL {
    @Override
    double draw(CounterRandom random, long parameter, long index) {
      return random.normal(parameter, index);
    }
  };

  /** A number with mean 0 and variance 1. */
  abstract double draw(CounterRandom random, long parameter, long index);

  /** Fills {@code w} with numbers of mean 0 and this variance. */
  void fill(Tensor w, double variance, CounterRandom random, long parameter) {
    double deviation = Math.sqrt(variance);
    for (int i = 0; i < w.elements(); i++) {
      w.set(i, (float) (deviation * draw(random, parameter, i)));
    }
  }
}
