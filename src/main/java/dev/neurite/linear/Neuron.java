package dev.neurite.linear;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Pointwise;
import dev.neurite.backend.Backend;
import dev.neurite.backend.Engine;
import dev.neurite.check.Check;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;

/**
 * A neuron: potential z = w·x + b, rate y = f(z).
 *
 * <p>A positive weight excites: its input drives the potential up. A negative weight inhibits. The
 * bias moves the threshold. With {@link dev.neurite.activation.Step} the neuron answers all or
 * none, with {@link dev.neurite.activation.Sigmoid} by a firing rate between 0 and 1.
 *
 * <p>The potential is that of a layer with one output, bit for bit. Immutable; any number of
 * threads may use one (calls take turns). A neuron is for looking at; a network is for speed.
 */
public final class Neuron {
  private final float[] weights;
  private final float bias;
  private final Pointwise activation;
  private final Engine engine = Backend.scalar().allowingSlowFma().start();
  private final Tensor w;
  private final Tensor b;
  private final Tensor x;
  private final Tensor y;

  /**
   * A neuron with a copy of these weights.
   *
   * @param weights one per input, finite
   * @param bias finite
   * @param activation of each potential for itself: any but the softmax, which needs a row
   */
  public Neuron(float[] weights, float bias, Activation activation) {
    this.weights = Check.notNull("neuron", "weights", weights).clone();
    this.bias = Check.finite("neuron", "bias", bias);
    for (int i = 0; i < weights.length; i++) {
      Check.finite("neuron", "weight " + i, weights[i]);
    }
    if (!(Check.notNull("neuron", "activation", activation) instanceof Pointwise pointwise)) {
      throw new IllegalArgumentException(
          "neuron: " + activation + " needs several neurons, a neuron has one potential");
    }
    this.activation = pointwise;
    Arena arena = Arena.ofAuto();
    this.w = Tensor.of(arena, this.weights, 1, weights.length);
    this.b = Tensor.of(arena, new float[] {bias}, 1);
    this.x = Tensor.allocate(arena, weights.length);
    this.y = Tensor.allocate(arena, 1);
  }

  /** A copy of the weights. */
  public float[] weights() {
    return weights.clone();
  }

  /** The bias: minus the threshold that w·x has to pass. */
  public float bias() {
    return bias;
  }

  /** f. */
  public Activation activation() {
    return activation;
  }

  /** z = w·x + b. */
  public synchronized float potential(float[] inputs) {
    Check.length(
        "neuron", "inputs", weights.length, Check.notNull("neuron", "inputs", inputs).length);
    x.copyFrom(inputs);
    engine
        .kernels()
        .products()
        .denseRow(
            weights.length, 1, x.segment(), 0, w.segment(), 0, b.segment(), 0, y.segment(), 0);
    return y.get(0);
  }

  /** y = f(w·x + b). */
  public synchronized float rate(float[] inputs) {
    potential(inputs);
    MemorySegment z = y.segment();
    activation.forward(engine.kernels(), 1, 1, z, z);
    return y.get(0);
  }

  /** The indices of the inputs that excite it: those with a positive weight. */
  public int[] excitatory() {
    return IntStream.range(0, weights.length).filter(i -> weights[i] > 0).toArray();
  }

  /** The indices of the inputs that inhibit it: those with a negative weight. */
  public int[] inhibitory() {
    return IntStream.range(0, weights.length).filter(i -> weights[i] < 0).toArray();
  }

  /** As one would write it: {@code Neuron[in=30, bias=0.5, activation=Sigmoid[]]}. */
  @Override
  public String toString() {
    return "Neuron[in=" + weights.length + ", bias=" + bias + ", activation=" + activation + "]";
  }
}
