package dev.neurite.cli;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Activations;

/** The activations of hidden layers by name. */
enum ActivationChoice {
  RELU(Activations.RELU),
  LEAKY_RELU(Activations.LEAKY_RELU),
  ELU(Activations.ELU),
  SELU(Activations.SELU),
  GELU(Activations.GELU),
  GELU_TANH(Activations.GELU_TANH),
  SILU(Activations.SILU),
  SOFTPLUS(Activations.SOFTPLUS),
  TANH(Activations.TANH),
  SIGMOID(Activations.SIGMOID),
  IDENTITY(Activations.IDENTITY);

  private final Activation activation;

  ActivationChoice(Activation activation) {
    this.activation = activation;
  }

  Activation activation() {
    return activation;
  }

  @Override
  public String toString() {
    return Words.of(this);
  }
}
