package dev.neurite.init;

/** Which number of connections the variance of a weight is divided by. */
public enum Fan {
  /** The inputs of a neuron: signals keep their size going forward. */
  IN {
    @Override
    double of(int fanIn, int fanOut) {
      return fanIn;
    }
  },
  /** The neurons that an input reaches: gradients keep their size going back. */
  OUT {
    @Override
    double of(int fanIn, int fanOut) {
      return fanOut;
    }
  },
  /** The mean of both. */
  AVERAGE {
    @Override
    double of(int fanIn, int fanOut) {
      return ((double) fanIn + fanOut) / 2;
    }
  },
  /** 1: the variance is the scale, whatever the layer. */
  NONE {
    @Override
    double of(int fanIn, int fanOut) {
      return 1;
    }
  };

  /** The number. */
  abstract double of(int fanIn, int fanOut);
}
