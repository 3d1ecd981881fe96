package dev.neurite.cli;

import dev.neurite.optim.AdaGrad;
import dev.neurite.optim.Adam;
import dev.neurite.optim.AdamW;
import dev.neurite.optim.AmsGrad;
import dev.neurite.optim.Lion;
import dev.neurite.optim.Momentum;
import dev.neurite.optim.NAdam;
import dev.neurite.optim.Optimiser;
import dev.neurite.optim.RmsProp;
import dev.neurite.optim.Sgd;

/** The optimisers by name, each with the learning rate that it gets where none is given. */
enum OptimiserChoice {
  SGD(0.05f),
  MOMENTUM(0.01f),
  NESTEROV(0.01f),
  ADAGRAD(0.01f),
  RMSPROP(0.001f),
  ADAM(0.001f),
  ADAMW(0.001f),
  AMSGRAD(0.001f),
  NADAM(0.001f),
  LION(0.0001f);

  private static final float MOMENTUM_SHARE = 0.9f; // as is usual [Sutskever et al. 2013]

  private final float usualRate;

  OptimiserChoice(float usualRate) {
    this.usualRate = usualRate;
  }

  /** The optimiser with this learning rate, or its usual one if it is null. */
  Optimiser with(Float learningRate) {
    float rate = learningRate == null ? usualRate : learningRate;
    return switch (this) {
      case SGD -> new Sgd(rate);
      case MOMENTUM -> new Momentum(rate, MOMENTUM_SHARE);
      case NESTEROV -> new Momentum(rate, MOMENTUM_SHARE, true);
      case ADAGRAD -> new AdaGrad(rate);
      case RMSPROP -> new RmsProp(rate);
      case ADAM -> new Adam(rate);
      case ADAMW -> new AdamW(rate);
      case AMSGRAD -> new AmsGrad(rate);
      case NADAM -> new NAdam(rate);
      case LION -> new Lion(rate);
    };
  }

  @Override
  public String toString() {
    return Words.of(this);
  }
}
