package dev.neurite.layer;

import dev.neurite.activation.Activation;
import dev.neurite.check.Check;
import java.util.List;

/**
 * An activation by itself, behind anything but a {@link Dense}, which has its own: Y = f(X).
 *
 * @param activation f
 */
public record Activate(Activation activation) implements LayerSpec {

  /** Checks the component. */
  public Activate {
    Check.notNull("activate", "activation", activation);
  }

  @Override
  public String kind() {
    return "activate";
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new ActivateLayer(activation, in[0]);
  }

  @Override
  public String describe(int... in) {
    return "Activate[in=" + in[0] + ", activation=" + activation + "]";
  }
}
