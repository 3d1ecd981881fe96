package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.ForwardOrder;
import dev.neurite.kernel.Function;
import dev.neurite.kernel.RowPlan;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** One row through packed layers: each reads an array and writes the next. */
final class SimdRow implements RowPlan {
  /** As far into an array as the loops count. */
  private static final int FARTHEST = Math.min(FourChains.MASK, RowPanels.MASK);

  private final SimdProducts products;
  private final Elementwise elementwise;
  private final SoftmaxRow softmaxRow = new SoftmaxRow();
  private final FewestOutputs fewestOutputs;
  private final SimdLayer[] layers;
  private final Function[] functions;
  private final float[] parameters;
  private final boolean[] relu;
  private final float[][] rows; // what each layer writes, whole panels
  private final Scratch near = new Scratch(); // a row that began too far into its array
  private final boolean softmax;
  private final int out;
  private final MemorySegment memory; // for what works on native memory only

  SimdRow(SimdProducts products, Elementwise elementwise, List<Layer> layers, boolean softmax) {
    int count = layers.size();
    this.products = products;
    this.elementwise = elementwise;
    this.fewestOutputs = new FewestOutputs(elementwise);
    this.softmax = softmax;
    this.layers = new SimdLayer[count];
    this.functions = new Function[count];
    this.parameters = new float[count];
    this.relu = new boolean[count];
    this.rows = new float[count][];
    int longest = layers.getFirst().weights().in();
    for (int l = 0; l < count; l++) {
      Layer layer = layers.get(l);
      this.layers[l] = SimdLayer.of(layer.weights());
      functions[l] = layer.function();
      parameters[l] = layer.parameter();
      relu[l] = layer.function() == Function.LEAKY_RELU && layer.parameter() == 0;
      rows[l] = new float[padded(this.layers[l].out())];
      longest = Math.max(longest, rows[l].length);
    }
    this.out = this.layers[count - 1].out();
    this.memory = Arena.ofAuto().allocate(4L * (2L * longest + LENGTH), 64);
  }

  private static int padded(int n) {
    return Math.max(2 * LENGTH, Blocking.padded(n, Math.max(Blocking.NR, FewOutputs.WIDTH)));
  }

  @Override
  public void run(float[] x, int xOffset, float[] y, int yOffset) {
    float[] from = x;
    int start = xOffset;
    if (start > FARTHEST) {
      int in = layers[0].in();
      from = near.atLeast(in);
      System.arraycopy(x, xOffset, from, 0, in);
      start = 0;
    }
    for (int l = 0; l < layers.length; l++) {
      layer(l, from, start, rows[l]);
      from = rows[l];
      start = 0;
    }
    if (!softmax) {
      System.arraycopy(from, 0, y, yOffset, out);
    } else if (SoftmaxRow.serves(out)) {
      softmaxRow.run(out, from, y, yOffset);
    } else {
      Scratch.write(out, from, 0, memory, 0);
      elementwise.softmax(1, out, memory, 0, out, memory, 0, out);
      Scratch.read(out, memory, 0, y, yOffset);
    }
  }

  private void layer(int l, float[] x, int start, float[] y) {
    SimdLayer s = layers[l];
    if (s.order == ForwardOrder.LANES_64) {
      fewestOutputs.row(s, functions[l], parameters[l], x, start, y);
      return;
    }
    products.row(s, relu[l], x, start, y, memory);
    if (!relu[l] && functions[l] != Function.IDENTITY) {
      int n = Scratch.vectors(s.out());
      Scratch.write(n, y, 0, memory, 0);
      elementwise.activate(functions[l], parameters[l], n, memory, 0, memory, 0);
      MemorySegment.copy(memory, JAVA_FLOAT, 0, y, 0, n);
    }
  }
}
