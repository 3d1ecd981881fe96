package dev.neurite.kernel.scalar;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.Function;
import dev.neurite.kernel.RowPlan;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** One row through packed layers: each reads an array and writes the next. */
final class ScalarRow implements RowPlan {
  private final ScalarProducts products;
  private final Elementwise elementwise;
  private final List<Layer> layers;
  private final float[][] rows; // the input, then what the layers write
  private final MemorySegment probabilities; // null without a softmax

  ScalarRow(ScalarProducts products, Elementwise elementwise, List<Layer> layers, boolean softmax) {
    this.products = products;
    this.elementwise = elementwise;
    this.layers = List.copyOf(layers);
    this.rows = new float[layers.size() + 1][];
    rows[0] = new float[layers.getFirst().weights().in()];
    for (int l = 0; l < layers.size(); l++) {
      rows[l + 1] = new float[ScalarLayer.of(layers.get(l).weights()).out()];
    }
    long last = rows[layers.size()].length;
    this.probabilities = softmax ? Arena.ofAuto().allocate(JAVA_FLOAT, last) : null;
  }

  @Override
  public void run(float[] x, int xOffset, float[] y, int yOffset) {
    System.arraycopy(x, xOffset, rows[0], 0, rows[0].length);
    int last = rows.length - 1;
    for (int l = 0; l < last; l++) {
      Layer layer = layers.get(l);
      ScalarLayer s = ScalarLayer.of(layer.weights());
      products.row(s.in(), s.out(), s.weights(), s.bias(), rows[l], rows[l + 1]);
      if (layer.function() != Function.IDENTITY) {
        ScalarElementwise.activate(layer.function(), layer.parameter(), s.out(), rows[l + 1]);
      }
    }
    float[] outputs = rows[last];
    int n = outputs.length;
    if (probabilities == null) {
      System.arraycopy(outputs, 0, y, yOffset, n);
      return;
    }
    Scratch.write(n, outputs, probabilities, 0);
    elementwise.softmax(1, n, probabilities, 0, n, probabilities, 0, n);
    MemorySegment.copy(probabilities, JAVA_FLOAT, 0, y, yOffset, n);
  }
}
