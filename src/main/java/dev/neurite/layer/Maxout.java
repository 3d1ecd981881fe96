package dev.neurite.layer;

import dev.neurite.check.Check;
import java.util.List;

/**
 * The largest of every so many neighbours: y_j = max(x_jp, …, x_jp+p−1), p the number of pieces.
 * Behind a {@link Dense} of p·out neurons without activation it is a layer of out maxout units.
 *
 * <p>NaN if any piece is NaN. The gradient goes to the first of the largest.
 *
 * <p>Source: Goodfellow, Warde-Farley, Mirza, Courville, Bengio, <i>Maxout networks</i>, ICML 2013,
 * §2.
 *
 * @param pieces p; the width of the input is a multiple of it
 */
public record Maxout(int pieces) implements LayerSpec {

  /** Checks the number of pieces. */
  public Maxout {
    Check.positive("maxout", "pieces", pieces);
  }

  @Override
  public String kind() {
    return "maxout";
  }

  @Override
  public int out(int... in) {
    if (in[0] % pieces != 0) {
      throw new IllegalArgumentException(
          "layer Maxout[pieces="
              + pieces
              + "] expects an input whose width is a multiple of "
              + pieces
              + ", got "
              + in[0]);
    }
    return in[0] / pieces;
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new MaxoutLayer(pieces, out(in));
  }

  @Override
  public String describe(int... in) {
    return "Maxout[in=" + in[0] + ", pieces=" + pieces + "]";
  }
}
