package dev.neurite.cli;

import dev.neurite.data.Dataset;

/** The kinds of models that are trained. */
enum ModelKind {
  /** Layers. */
  MLP,
  /** One neuron that gives the probability of the second of two classes. */
  LOGISTIC,
  /** A neuron per class. */
  SOFTMAX,
  /** Neurons that separate by the widest margin. */
  SVM;

  /** Whether it is one layer, which has solvers of its own. */
  boolean isLinear() {
    return this != MLP;
  }

  /** What it can do; null if that is up to the labels. */
  Task task() {
    return isLinear() ? Task.CLASSIFICATION : null;
  }

  /** The loss for these rows where none is asked for. */
  LossChoice lossFor(Dataset rows) {
    return switch (this) {
      case LOGISTIC -> LossChoice.SIGMOID_CROSS_ENTROPY;
      case SOFTMAX -> LossChoice.SOFTMAX_CROSS_ENTROPY;
      case SVM -> rows.labels().size() == 2 ? LossChoice.HINGE : LossChoice.CRAMMER_SINGER;
      case MLP ->
          rows.kind() == Dataset.Kind.VALUES
              ? LossChoice.SQUARED
              : LossChoice.SOFTMAX_CROSS_ENTROPY;
    };
  }

  /** Complains of a loss that is another kind's. */
  void checkLoss(Output output, LossChoice loss) {
    boolean fits =
        switch (this) {
          case MLP -> true;
          case LOGISTIC -> loss == LossChoice.SIGMOID_CROSS_ENTROPY;
          case SOFTMAX -> loss == LossChoice.SOFTMAX_CROSS_ENTROPY;
          case SVM -> loss != null && loss.isMargin();
        };
    if (loss != null && !fits) {
      throw output.usage("--loss %s: --model %s has another; mlp takes any", loss, this);
    }
  }

  @Override
  public String toString() {
    return Words.of(this);
  }
}
