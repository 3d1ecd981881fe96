package dev.neurite.serve;

import dev.neurite.activation.Softmax;
import dev.neurite.kernel.Function;
import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.PackedDense;
import dev.neurite.layer.Layer;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** One step of a frozen network: from buffers to a buffer. Immutable; any thread may run one. */
sealed interface Step {

  /** Computes {@code batch} rows. Buffer 0 is the input. */
  void run(Kernels kernels, int batch, Scratch scratch);

  /** A dense layer with its activation. */
  record DenseStep(PackedDense layer, Function function, float parameter, int source, int target)
      implements Step {
    @Override
    public void run(Kernels kernels, int batch, Scratch scratch) {
      MemorySegment x = scratch.buffer(source);
      MemorySegment y = scratch.buffer(target);
      if (batch == 1) {
        kernels.products().denseRow(layer, function, parameter, x, 0, y, 0);
      } else {
        int in = layer.in();
        int out = layer.out();
        kernels.products().dense(layer, function, parameter, batch, x, 0, in, y, 0, out);
      }
    }
  }

  /** A softmax over the rows of a buffer, in place. */
  record SoftmaxStep(Softmax softmax, int width, int target) implements Step {
    @Override
    public void run(Kernels kernels, int batch, Scratch scratch) {
      MemorySegment y = scratch.buffer(target);
      softmax.forward(kernels, batch, width, y, y);
    }
  }

  /** A step with two numbers per column, which {@link FrozenStep.ByColumns} may renew. */
  sealed interface ColumnStep extends Step {
    Tensor shift();

    Tensor factor();
  }

  /** The scaling of raw features, where it can't be folded. */
  record ScaleStep(Tensor shift, Tensor factor, int source, int target) implements ColumnStep {
    @Override
    public void run(Kernels kernels, int batch, Scratch scratch) {
      int n = shift.elements();
      kernels
          .elementwise()
          .scaleColumns(
              batch,
              n,
              scratch.buffer(source),
              0,
              n,
              shift.segment(),
              0,
              factor.segment(),
              0,
              scratch.buffer(target),
              0,
              n);
    }
  }

  /** y ← x·factor + shift by columns: batch norm, where it can't be folded. */
  record AffineStep(Tensor shift, Tensor factor, int source, int target) implements ColumnStep {
    @Override
    public void run(Kernels kernels, int batch, Scratch scratch) {
      affine(kernels, batch, factor, shift, scratch.buffer(source), scratch.buffer(target));
    }

    static void affine(
        Kernels kernels, int batch, Tensor factor, Tensor shift, MemorySegment x, MemorySegment y) {
      int n = factor.elements();
      kernels
          .elementwise()
          .affineColumns(
              batch, n, x, 0, n, factor.segment(), 0, shift.segment(), 0, false, y, 0, n);
    }
  }

  /** Layer norm; {@code inverse} is a buffer of one column for what its kernel keeps. */
  record LayerNormStep(
      Tensor shift, Tensor factor, float epsilon, int source, int target, int inverse)
      implements ColumnStep {
    @Override
    public void run(Kernels kernels, int batch, Scratch scratch) {
      int n = factor.elements();
      MemorySegment x = scratch.buffer(source);
      MemorySegment y = scratch.buffer(target);
      kernels
          .elementwise()
          .normaliseRows(batch, n, epsilon, x, 0, n, y, 0, n, scratch.buffer(inverse), 0);
      AffineStep.affine(kernels, batch, factor, shift, y, y);
    }
  }

  /** A layer without parameters and scratch of its own. */
  record LayerStep(Layer layer, List<Integer> sources, int target) implements Step {
    @Override
    public void run(Kernels kernels, int batch, Scratch scratch) {
      layer.forward(kernels, batch, scratch.inputs(this), scratch.buffer(target));
    }
  }
}
