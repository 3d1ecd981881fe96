package dev.neurite.io.onnx;

import dev.neurite.io.onnx.Value.Flow;
import dev.neurite.layer.BatchNorm;
import dev.neurite.layer.LayerNorm;
import java.util.Arrays;

/** {@code BatchNormalization} and {@code LayerNormalization}. */
final class NormalisationOperators {
  private static final float MOMENTUM = 0.9f; // ONNX's default: what is kept of the old statistics

  private NormalisationOperators() {}

  /**
   * γ·(x − M) / √(V + ε) + β. Where each channel is a column it is a {@link BatchNorm}, which can
   * be trained further; where a channel has several columns it is two affine layers.
   */
  static void batchNorm(Op op) {
    Flow x = op.flow(0);
    if (op.integer("training_mode", 0) != 0) {
      throw op.fail("is in training mode; export the model for inference");
    }
    int channels = x.dimensions().length == 0 ? 1 : x.dimensions()[0];
    if (!x.batched()) {
      throw op.fail("has no rows: its input is " + x);
    }
    float[] gamma = perChannel(op, 1, channels);
    float[] beta = perChannel(op, 2, channels);
    float[] mean = perChannel(op, 3, channels);
    float[] variance = perChannel(op, 4, channels);
    float epsilon = op.real("epsilon", 1e-5f);
    if (channels == x.width() && epsilon > 0 && epsilon <= Float.MAX_VALUE) {
      float momentum = 1 - op.real("momentum", MOMENTUM);
      BatchNorm layer = new BatchNorm(momentum > 0 && momentum <= 1 ? momentum : 0.1f, epsilon);
      op.out(op.drafts().add(layer, x, gamma, beta, mean, variance));
      return;
    }
    int width = x.width();
    op.budget().take(4L * width, op.node().title());
    float[] shift = new float[width];
    float[] factor = new float[width];
    float[] offset = new float[width];
    float[] ones = new float[width];
    Arrays.fill(ones, 1);
    for (int c = 0; c < width; c++) {
      int channel = c / (width / channels);
      shift[c] = mean[channel];
      factor[c] = (float) (gamma[channel] / Math.sqrt((double) variance[channel] + epsilon));
      offset[c] = -beta[channel];
    }
    op.out(op.drafts().affine(op.drafts().affine(x, shift, factor), offset, ones));
  }

  private static float[] perChannel(Op op, int input, int channels) {
    float[] values = op.numbers(input);
    if (values.length != channels) {
      throw op.fail(
          "has "
              + values.length
              + " numbers in input "
              + input
              + ", for "
              + channels
              + " channels");
    }
    return values;
  }

  static void layerNorm(Op op) {
    Flow x = op.flow(0);
    Flow normalised =
        layerNorm(op, x, new long[] {op.integer("axis", -1)}, op.real("epsilon", 1e-5f));
    Flow scaled = normalised;
    if (op.has(1)) {
      float[] gamma = Broadcast.to(op, op.constant(1), 1, x);
      scaled = op.drafts().affine(scaled, new float[gamma.length], gamma);
    }
    if (op.has(2)) {
      float[] beta = Broadcast.to(op, op.constant(2), 2, x);
      float[] ones = new float[beta.length];
      Arrays.fill(ones, 1);
      for (int i = 0; i < beta.length; i++) {
        beta[i] = -beta[i];
      }
      scaled = op.drafts().affine(scaled, beta, ones);
    }
    op.out(scaled);
  }

  /** (x − m) / √(v + ε) over all of a row; its γ and β come as factors and sums behind it. */
  static Flow layerNorm(Op op, Flow x, long[] axes, float epsilon) {
    int first = Integer.MAX_VALUE;
    for (long axis : axes) {
      first = Math.min(first, op.rowAxis(axis, x));
    }
    long covered = 1;
    for (int i = first; i < x.dimensions().length; i++) {
      covered *= x.dimensions()[i];
    }
    boolean trailing = axes.length == 1 || axes.length == x.dimensions().length - first;
    if (covered != x.width() || !trailing) {
      throw op.fail(
          "normalises parts of rows "
              + x
              + " along axes "
              + Arrays.toString(axes)
              + "; supported is the whole row");
    }
    if (!(epsilon > 0 && epsilon <= Float.MAX_VALUE)) {
      throw op.fail("has an epsilon of " + epsilon + "; supported is a number above 0");
    }
    op.budget().take(2L * x.width(), op.node().title());
    float[] ones = new float[x.width()];
    Arrays.fill(ones, 1);
    return op.drafts().add(new LayerNorm(epsilon), x, ones, new float[x.width()]);
  }
}
