package dev.neurite.layer;

import java.util.Arrays;
import java.util.List;

/** Joins branches of one width by adding them: Y = X₁ + X₂ + …, in the order of the inputs. */
public record Add() implements LayerSpec {

  @Override
  public String kind() {
    return "add";
  }

  @Override
  public int minimumInputs() {
    return 2;
  }

  @Override
  public int maximumInputs() {
    return Integer.MAX_VALUE;
  }

  @Override
  public int out(int... in) {
    for (int width : in) {
      if (width != in[0]) {
        throw new IllegalArgumentException(
            "layer Add expects inputs of one width, got " + Arrays.toString(in));
      }
    }
    return in[0];
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new AddLayer(out(in));
  }

  @Override
  public String describe(int... in) {
    return "Add" + Arrays.toString(in);
  }
}
