package dev.neurite.linear;

import dev.neurite.check.Check;
import dev.neurite.data.Scaling;

/**
 * A sum over all rows that a fit asks for. Immutable.
 *
 * @param kind what is added up
 * @param outputs of the model: 1 for the logistic regression, else the number of classes
 * @param rows in all shards
 * @param scaling of the features in {@link Kind#OBJECTIVE}; the others are of raw features
 * @param argument as the kind says
 */
public record LinearPass(Kind kind, int outputs, long rows, Scaling scaling, double[] argument) {

  /** What is added up. */
  public enum Kind {
    /** Σx, [in]; no argument. */
    FEATURES,
    /** Σ(x − μ)², [in]; the argument is μ, [in]. */
    SPREAD,
    /**
     * The gradient of Σℓ / rows by the variables, then Σℓ / rows itself; the argument is the
     * variables: W [outputs, in], row by row, then b [outputs].
     */
    OBJECTIVE
  }

  /** Checks the components. */
  public LinearPass {
    Check.notNull("linear", "kind", kind);
    Check.positive("linear", "outputs", outputs);
    Check.notNull("linear", "scaling", scaling);
    Check.notNull("linear", "argument", argument);
  }
}
