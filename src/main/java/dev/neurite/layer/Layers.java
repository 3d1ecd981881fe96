package dev.neurite.layer;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Elu;
import dev.neurite.activation.Gelu;
import dev.neurite.activation.GeluTanh;
import dev.neurite.activation.Identity;
import dev.neurite.activation.LeakyRelu;
import dev.neurite.activation.Relu;
import dev.neurite.activation.Selu;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Silu;
import dev.neurite.activation.Softmax;
import dev.neurite.activation.Softplus;
import dev.neurite.activation.Step;
import dev.neurite.activation.Tanh;
import dev.neurite.check.Check;
import dev.neurite.init.Distribution;
import dev.neurite.init.Glorot;
import dev.neurite.init.He;
import dev.neurite.init.Initialiser;
import dev.neurite.init.LeCun;

/** The layers, for static import: {@code Network.of(64, dense(128, RELU), dense(10))}. */
public final class Layers {

  private Layers() {}

  /** A fully connected layer with bias and without activation, as an output layer has it. */
  public static Dense dense(int out) {
    return dense(out, new Identity());
  }

  /** A fully connected layer with bias, its weights drawn as suits the activation. */
  public static Dense dense(int out, Activation activation) {
    Check.notNull("dense", "activation", activation);
    return new Dense(out, activation, true, initialiserFor(activation));
  }

  /** {@link Add}. */
  public static Add add() {
    return new Add();
  }

  /** {@link Concat}. */
  public static Concat concat() {
    return new Concat();
  }

  /** {@link BatchNorm} with its defaults. */
  public static BatchNorm batchNorm() {
    return new BatchNorm();
  }

  /** {@link LayerNorm} with its default. */
  public static LayerNorm layerNorm() {
    return new LayerNorm();
  }

  /** {@link Dropout}. */
  public static Dropout dropout(float rate) {
    return new Dropout(rate);
  }

  /** {@link Maxout}. */
  public static Maxout maxout(int pieces) {
    return new Maxout(pieces);
  }

  /**
   * The default: He for rectifiers [He et al. 2015], LeCun for SELU [Klambauer et al. 2017], Glorot
   * for the rest [Glorot and Bengio 2010].
   */
  private static Initialiser initialiserFor(Activation activation) {
    return switch (activation) {
      case Relu _, LeakyRelu _, Elu _, Gelu _, GeluTanh _, Silu _, Softplus _ ->
          new He(Distribution.UNIFORM);
      case Selu _ -> new LeCun(Distribution.NORMAL);
      case Identity _, Step _, Sigmoid _, Tanh _, Softmax _ -> new Glorot(Distribution.UNIFORM);
    };
  }
}
