package dev.neurite.layer;

import java.util.Arrays;
import java.util.List;

/** Joins branches side by side: Y = [X₁ | X₂ | …], in the order of the inputs. */
public record Concat() implements LayerSpec {

  @Override
  public String kind() {
    return "concat";
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
    return Math.toIntExact(Arrays.stream(in).asLongStream().sum());
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new ConcatLayer(in);
  }

  @Override
  public String describe(int... in) {
    return "Concat" + Arrays.toString(in);
  }
}
