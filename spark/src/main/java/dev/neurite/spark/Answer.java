package dev.neurite.spark;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What a column of an answer holds. */
public enum Answer implements Serializable {
  /** The one output of a model with one, a {@code float}. */
  SCORE(DataTypes.FloatType),
  /**
   * The class, an {@code int}: the index of the largest output, or, with a single output, 1 where
   * it reaches the threshold of its kind; −1 if an output is NaN.
   */
  CLASS(DataTypes.IntegerType),
  /** All outputs, {@code array<float>}, of a model that ends in a softmax or a sigmoid. */
  PROBABILITIES(DataTypes.createArrayType(DataTypes.FloatType, false)),
  /** All outputs, {@code array<float>}, whatever they are. */
  OUTPUTS(DataTypes.createArrayType(DataTypes.FloatType, false));

  private final DataType type;

  Answer(DataType type) {
    this.type = type;
  }

  /** The type of the column. */
  public DataType type() {
    return type;
  }

  /** Refuses a model that has no such answer. */
  void require(Model model) {
    if (this == SCORE && model.out() != 1) {
      throw new IllegalArgumentException(
          ("sparkPredictor: a score is the one output of a model, and %s has %d; ask for the class"
                  + " or the outputs")
              .formatted(model.name(), model.out()));
    }
    if (this == PROBABILITIES && !model.probabilities()) {
      throw new IllegalArgumentException(
          ("sparkPredictor: the outputs of %s are no probabilities, as it ends in neither a softmax"
                  + " nor a sigmoid; ask for the outputs, or end the network in one")
              .formatted(model.name()));
    }
  }
}
