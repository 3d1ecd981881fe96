package dev.neurite.layer;

import java.util.List;

/**
 * Some neighbouring columns of its input: Y = X[:, from…to − 1]. It is how a layer reads one of
 * several inputs, which stand side by side in a row.
 *
 * @param from the first column
 * @param to the column after the last, above {@code from}
 */
public record Columns(int from, int to) implements LayerSpec {

  /** Checks the range. */
  public Columns {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "columns: a range must begin at 0 or later and hold a column, got ["
              + from
              + ", "
              + to
              + ")");
    }
  }

  @Override
  public String kind() {
    return "columns";
  }

  @Override
  public int out(int... in) {
    if (to > in[0]) {
      throw new IllegalArgumentException(
          "layer " + this + " expects an input of " + to + " columns or more, got " + in[0]);
    }
    return to - from;
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new ColumnsLayer(this, in[0]);
  }

  @Override
  public String describe(int... in) {
    return "Columns[in=" + in[0] + ", from=" + from + ", to=" + to + "]";
  }
}
