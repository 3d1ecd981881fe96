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

  /** The fewest inputs it takes. */
  int minimumInputs();

  /** The most inputs it takes. */
  int maximumInputs();

  /**
   * The width of its output.
   *
   * @param in the widths of its inputs, as many as it takes
   * @throws IllegalArgumentException if it doesn't take these widths
   */
  int out(int... in);

  /** The parameters it needs, in the order in which {@link #create} gets them. */
  List<ParameterSpec> parameters(int... in);

  /** Makes the live layer around parameters that exist. */
  Layer create(List<Parameter> parameters, int... in);

  /**
   * As one would write it with its inputs known: {@code Dense[in=784, out=256, activation=Gelu[]]}.
   */
  String describe(int... in);
}
