package dev.neurite.layer;

import dev.neurite.check.Check;
import java.util.List;

/**
 * In training, every output is 0 with probability p and x / (1 − p) otherwise, so that its mean is
 * x; everywhere else it is x.
 *
 * <p>Which are left out is a function of (seed of the trainer, step, layer, element) alone: the
 * same at every vector width and number of threads.
 *
 * <p>Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, <i>Dropout</i>, JMLR 15
 * (2014), in the inverted form of its §10.
 *
 * @param rate p, in [0, 1)
 */
public record Dropout(float rate) implements LayerSpec {

  /** Checks the rate. */
  public Dropout {
    Check.inRange("dropout", "rate", rate, 0, 1);
  }

  @Override
  public String kind() {
    return "dropout";
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new DropoutLayer(this, in[0]);
  }

  @Override
  public String describe(int... in) {
    return "Dropout[in=" + in[0] + ", rate=" + rate + "]";
  }
}
