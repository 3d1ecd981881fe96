package dev.neurite.activation;

/** The activations by name, for static import: {@code dense(128, RELU)}. */
public final class Activations {
  /** {@link Identity}. */
  public static final Activation IDENTITY = new Identity();

  /** {@link Step}. */
  public static final Activation STEP = new Step();

  /** {@link Sigmoid}. */
  public static final Activation SIGMOID = new Sigmoid();

  /** {@link Tanh}. */
  public static final Activation TANH = new Tanh();

  /** {@link Relu}. */
  public static final Activation RELU = new Relu();

  /** {@link LeakyRelu} with the slope 0.01 that its authors used [Maas, Hannun, Ng 2013]. */
  public static final Activation LEAKY_RELU = new LeakyRelu(0.01f);

  /** {@link Elu} with α = 1, as its authors used it. */
  public static final Activation ELU = new Elu(1);

  /** {@link Selu}. */
  public static final Activation SELU = new Selu();

  /** {@link Gelu}. */
  public static final Activation GELU = new Gelu();

  /** {@link GeluTanh}. */
  public static final Activation GELU_TANH = new GeluTanh();

  /** {@link Softplus}. */
  public static final Activation SOFTPLUS = new Softplus();

  /** {@link Silu}. */
  public static final Activation SILU = new Silu();

  /** {@link Softmax}. */
  public static final Activation SOFTMAX = new Softmax();

  private Activations() {}
}
