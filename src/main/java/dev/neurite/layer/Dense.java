package dev.neurite.layer;

import dev.neurite.activation.Activation;
import dev.neurite.check.Check;
import dev.neurite.init.Initialiser;
import dev.neurite.tensor.Shape;
import java.util.List;

/**
 * A fully connected layer: Y = f(X·Wᵀ + b).
 *
 * @param out the number of neurons
 * @param activation f
 * @param bias false for Y = f(X·Wᵀ)
 * @param initialiser how W is drawn; b starts at 0
 */
public record Dense(int out, Activation activation, boolean bias, Initialiser initialiser)
    implements LayerSpec {

  /** Checks the components. */
  public Dense {
    Check.positive("dense", "out", out);
    Check.notNull("dense", "activation", activation);
    Check.notNull("dense", "initialiser", initialiser);
  }

  /** The same layer without bias. */
  public Dense withoutBias() {
    return new Dense(out, activation, false, initialiser);
  }

  /** The same layer with weights drawn otherwise. */
  public Dense withInitialiser(Initialiser other) {
    return new Dense(out, activation, bias, other);
  }

  @Override
  public String kind() {
    return "dense";
  }

  @Override
  public int out(int... in) {
    return out;
  }

  @Override
  public List<ParameterSpec> parameters(int... in) {
    ParameterSpec weight = new ParameterSpec("weight", Shape.of(out, in[0]), true);
    return bias
        ? List.of(weight, new ParameterSpec("bias", Shape.of(out), false))
        : List.of(weight);
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new DenseLayer(this, in[0], parameters);
  }

  @Override
  public String describe(int... in) {
    return "Dense[in=" + in[0] + ", out=" + out + ", activation=" + activation + "]";
  }
}
