package dev.neurite.layer;

import java.util.List;

/**
 * The description of a layer, without the width of its inputs, which the network knows. Immutable.
 */
public sealed interface LayerSpec
    permits Dense,
        Activate,
        Affine,
        Clip,
        Interpolate,
        Normalise,
        GroupSoftmax,
        BatchNorm,
        LayerNorm,
        Dropout,
        Maxout,
        Columns,
        Add,
        Concat {

  /** The name of its kind, in lower case: {@code dense}. Layers are numbered with it. */
  String kind();

  /** The fewest inputs it takes: 1, but of layers that join. */
  default int minimumInputs() {
    return 1;
  }

  /** The most inputs it takes: 1, but of layers that join. */
  default int maximumInputs() {
    return 1;
  }

  /**
   * The width of its output: by default, that of its input.
   *
   * @param in the widths of its inputs, as many as it takes
   * @throws IllegalArgumentException if it doesn't take these widths
   */
  default int out(int... in) {
    return in[0];
  }

  /** The parameters it needs, in the order in which {@link #create} gets them: by default, none. */
  default List<ParameterSpec> parameters(int... in) {
    return List.of();
  }

  /** Makes the live layer around parameters that exist. */
  Layer create(List<Parameter> parameters, int... in);

  /**
   * As one would write it with its inputs known: {@code Dense[in=784, out=256, activation=Gelu[]]}.
   */
  String describe(int... in);
}
