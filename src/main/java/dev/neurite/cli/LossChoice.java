package dev.neurite.cli;

import dev.neurite.data.Dataset;
import dev.neurite.loss.AbsoluteError;
import dev.neurite.loss.CrammerSingerHinge;
import dev.neurite.loss.Hinge;
import dev.neurite.loss.Huber;
import dev.neurite.loss.Loss;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.loss.SquaredError;
import dev.neurite.loss.SquaredHinge;
import dev.neurite.loss.WestonWatkinsHinge;

/** The losses by name, with what each needs of the rows and of the network. */
enum LossChoice {
  SOFTMAX_CROSS_ENTROPY(new SoftmaxCrossEntropy(), Outputs.PER_CLASS),
  SIGMOID_CROSS_ENTROPY(new SigmoidCrossEntropy(), Outputs.ONE),
  HINGE(new Hinge(), Outputs.ONE),
  SQUARED_HINGE(new SquaredHinge(), Outputs.ONE),
  CRAMMER_SINGER(new CrammerSingerHinge(), Outputs.PER_CLASS),
  WESTON_WATKINS(new WestonWatkinsHinge(), Outputs.PER_CLASS),
  SQUARED(new SquaredError(), Outputs.PER_VALUE),
  ABSOLUTE(new AbsoluteError(), Outputs.PER_VALUE),
  HUBER(new Huber(1), Outputs.PER_VALUE);

  /** How many outputs a network has. */
  private enum Outputs {
    ONE,
    PER_CLASS,
    PER_VALUE
  }

  private final Loss loss;
  private final Outputs outputs;

  LossChoice(Loss loss, Outputs outputs) {
    this.loss = loss;
    this.outputs = outputs;
  }

  Loss loss() {
    return loss;
  }

  Task task() {
    return outputs == Outputs.PER_VALUE ? Task.REGRESSION : Task.CLASSIFICATION;
  }

  /** Whether outputs are margins, and no logits. */
  boolean isMargin() {
    return this == HINGE
        || this == SQUARED_HINGE
        || this == CRAMMER_SINGER
        || this == WESTON_WATKINS;
  }

  /** Whether it takes two classes, and a network of one output. */
  boolean isOfTwoClasses() {
    return outputs == Outputs.ONE;
  }

  /** The number of outputs for these rows. */
  int outputs(Dataset rows) {
    return switch (outputs) {
      case ONE -> 1;
      case PER_CLASS -> rows.labels().size();
      case PER_VALUE -> rows.outputs();
    };
  }

  /** The rows with the targets that the loss is of. */
  Dataset prepared(Dataset rows) {
    boolean values = rows.kind() == Dataset.Kind.VALUES;
    if (values != (outputs == Outputs.PER_VALUE)) {
      throw new IllegalArgumentException(
          "--loss "
              + this
              + " is for "
              + task()
              + ", but the rows have "
              + (values ? "numbers to predict" : "classes")
              + "; --task says how the label column is to be taken");
    }
    if (outputs == Outputs.ONE && rows.labels().size() != 2) {
      throw new IllegalArgumentException(
          "--loss "
              + this
              + ": expected 2 classes, got "
              + rows.labels().size()
              + "; --loss softmax-cross-entropy takes any number");
    }
    return this == HINGE || this == SQUARED_HINGE ? rows.signedTargets() : rows;
  }

  @Override
  public String toString() {
    return Words.of(this);
  }
}
