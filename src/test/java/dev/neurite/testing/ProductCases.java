package dev.neurite.testing;

import dev.neurite.kernel.Form;
import dev.neurite.kernel.Function;
import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.PackedDense;
import dev.neurite.kernel.Products;
import dev.neurite.kernel.RowPlan;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cases of {@link dev.neurite.kernel.Products}. */
final class ProductCases {
  private static final String FAMILY = "products";
  private static final int GUARDS = 3;

  private ProductCases() {}

  static List<KernelCase> all() {
    List<KernelCase> cases = new ArrayList<>();
    for (boolean flag : new boolean[] {false, true}) {
      for (Form form : Form.values()) {
        cases.add(gemm(form, flag));
        cases.add(gemmOfOneMatrix(form, flag));
      }
      cases.add(dense(flag));
      cases.add(denseRow(flag));
      cases.add(axpy(flag));
      cases.add(pack(flag));
      cases.add(repack(flag));
      cases.add(rowPlan(flag));
    }
    for (Function f : Function.values()) {
      cases.add(packedDense(f));
      cases.add(packedDenseRow(f));
    }
    return cases;
  }

  private static KernelCase gemm(Form form, boolean accumulate) {
    return new KernelCase(
        FAMILY,
        "gemm",
        form + (accumulate ? " accumulate" : ""),
        (p, o) -> {
          Operand a = form.transposesA() ? o.input("A", p.k(), p.m()) : o.input("A", p.m(), p.k());
          Operand b = form.transposesB() ? o.input("B", p.n(), p.k()) : o.input("B", p.k(), p.n());
          Operand c = accumulate ? o.updated("C", p.m(), p.n()) : o.output("C", p.m(), p.n());
          return new KernelCall(
              List.of(a, b, c),
              (kernels, x) ->
                  gemm(kernels, form, p.m(), p.n(), p.k(), x[0], x[1], accumulate, x[2]));
        });
  }

  /** A and B are the same memory: the product of a matrix and its transpose, or a square. */
  private static KernelCase gemmOfOneMatrix(Form form, boolean accumulate) {
    return new KernelCase(
        FAMILY,
        "gemm",
        form + (accumulate ? " accumulate" : "") + ", B is A",
        (p, o) -> {
          int k = form == Form.NN ? p.m() : p.k();
          Operand a = form.transposesA() ? o.input("A", k, p.m()) : o.input("A", p.m(), k);
          Operand c = accumulate ? o.updated("C", p.m(), p.m()) : o.output("C", p.m(), p.m());
          return new KernelCall(
              List.of(a, c),
              (kernels, x) -> gemm(kernels, form, p.m(), p.m(), k, x[0], x[0], accumulate, x[1]));
        });
  }

  private static void gemm(
      Kernels kernels,
      Form form,
      int m,
      int n,
      int k,
      Operand a,
      Operand b,
      boolean accumulate,
      Operand c) {
    kernels
        .products()
        .gemm(
            form,
            m,
            n,
            k,
            a.segment(),
            a.offset(),
            a.ld(),
            b.segment(),
            b.offset(),
            b.ld(),
            accumulate,
            c.segment(),
            c.offset(),
            c.ld());
  }

  private static KernelCase dense(boolean bias) {
    return new KernelCase(
        FAMILY,
        "dense",
        bias ? "" : "without bias",
        (p, o) -> {
          Operand x = o.input("X", p.m(), p.k());
          Operand w = o.contiguous("W", p.n(), p.k());
          Operand b = bias ? o.input("b", p.n()) : Operand.absent("b");
          Operand y = o.output("Y", p.m(), p.n());
          return new KernelCall(
              List.of(x, w, b, y),
              (kernels, a) ->
                  kernels
                      .products()
                      .dense(
                          p.m(),
                          p.k(),
                          p.n(),
                          a[0].segment(),
                          a[0].offset(),
                          a[0].ld(),
                          a[1].segment(),
                          a[1].offset(),
                          a[2].segment(),
                          a[2].offset(),
                          a[3].segment(),
                          a[3].offset(),
                          a[3].ld()));
        });
  }

  private static KernelCase denseRow(boolean bias) {
    return new KernelCase(
        FAMILY,
        "denseRow",
        bias ? "" : "without bias",
        (p, o) -> {
          Operand x = o.input("x", p.k());
          Operand w = o.contiguous("W", p.n(), p.k());
          Operand b = bias ? o.input("b", p.n()) : Operand.absent("b");
          Operand y = o.output("y", p.n());
          return new KernelCall(
              List.of(x, w, b, y),
              (kernels, a) ->
                  kernels
                      .products()
                      .denseRow(
                          p.k(),
                          p.n(),
                          a[0].segment(),
                          a[0].offset(),
                          a[1].segment(),
                          a[1].offset(),
                          a[2].segment(),
                          a[2].offset(),
                          a[3].segment(),
                          a[3].offset()));
        });
  }

  /** Packed, and then run: what packing made can only be told by what comes out. */
  private static KernelCase pack(boolean bias) {
    return new KernelCase(
        FAMILY,
        "pack",
        bias ? "" : "without bias",
        (p, o) -> {
          Operand x = o.input("X", p.m(), p.k());
          Operand w = o.contiguous("W", p.n(), p.k());
          Operand b = bias ? o.input("b", p.n()) : Operand.absent("b");
          Operand y = o.returned("Y", p.m(), p.n());
          return new KernelCall(
              List.of(w, b, y),
              (kernels, a) -> {
                PackedDense layer = pack(kernels.products(), p, a[0], a[1]);
                if (layer != null) {
                  dense(kernels, layer, Function.IDENTITY, 0, p.m(), x, a[2]);
                }
              });
        });
  }

  /** Packed with other weights, packed again, and then run. */
  private static KernelCase repack(boolean bias) {
    return new KernelCase(
        FAMILY,
        "repack",
        bias ? "" : "without bias",
        (p, o) -> {
          Operand x = o.input("X", p.m(), p.k());
          Operand old = bias ? o.input("old b", p.n()) : Operand.absent("old b");
          Packed packed = new Packed(p, o.contiguous("old W", p.n(), p.k()), old);
          Operand w = o.contiguous("W", p.n(), p.k());
          Operand b = bias ? o.input("b", p.n()) : Operand.absent("b");
          Operand y = o.returned("Y", p.m(), p.n());
          return new KernelCall(
              List.of(w, b, y),
              (kernels, a) -> {
                PackedDense layer = packed.by(kernels);
                kernels
                    .products()
                    .repack(layer, a[0].segment(), a[0].offset(), a[1].segment(), a[1].offset());
                if (!(layer instanceof Unpacked)) {
                  dense(kernels, layer, Function.IDENTITY, 0, p.m(), x, a[2]);
                }
              });
        });
  }

  /** Two layers, planned and then run between guards: all a plan does is what comes out. */
  private static KernelCase rowPlan(boolean softmax) {
    return new KernelCase(
        FAMILY,
        "rowPlan",
        softmax ? "with softmax" : "",
        (p, o) -> {
          float[] x = values(o.input("x", p.k()));
          Problem second = new Problem(1, p.m(), p.n(), p.specials(), p.seed());
          Packed first = new Packed(p, o.contiguous("W", p.n(), p.k()), o.input("b", p.n()));
          Packed last = new Packed(second, o.contiguous("V", p.m(), p.n()), o.input("c", p.m()));
          Function f = softmax ? Function.LEAKY_RELU : Function.TANH;
          Function g = softmax ? Function.IDENTITY : Function.SIGMOID;
          Operand y = o.returned("y", 1, p.m());
          return new KernelCall(
              List.of(y),
              (kernels, a) -> {
                List<RowPlan.Layer> layers =
                    List.of(
                        new RowPlan.Layer(first.by(kernels), f, 0),
                        new RowPlan.Layer(last.by(kernels), g, 0));
                RowPlan plan = kernels.products().rowPlan(layers, softmax);
                if (plan != null) {
                  float[] row = new float[p.m() + 2];
                  plan.run(x, GUARDS, row, 1);
                  if (row[0] != 0 || row[p.m() + 1] != 0) {
                    throw new AssertionError("written outside of the row");
                  }
                  for (int j = 0; j < p.m(); j++) {
                    a[0].set(0, j, row[j + 1]);
                  }
                }
              });
        });
  }

  /** A row in an array, between NaNs. */
  private static float[] values(Operand row) {
    float[] values = new float[row.columns() + 2 * GUARDS];
    Arrays.fill(values, Float.NaN);
    for (int i = 0; i < row.columns(); i++) {
      values[GUARDS + i] = row.get(0, i);
    }
    return values;
  }

  private static KernelCase packedDense(Function f) {
    return new KernelCase(
        FAMILY,
        "dense",
        "packed " + f,
        (p, o) -> {
          Operand x = o.input("X", p.m(), p.k());
          Packed packed = new Packed(p, o.contiguous("W", p.n(), p.k()), o.input("b", p.n()));
          Operand y = o.output("Y", p.m(), p.n());
          return new KernelCall(
              List.of(x, y),
              (kernels, a) -> dense(kernels, packed.by(kernels), f, 0.1f, p.m(), a[0], a[1]));
        });
  }

  private static KernelCase packedDenseRow(Function f) {
    return new KernelCase(
        FAMILY,
        "denseRow",
        "packed " + f,
        (p, o) -> {
          Operand x = o.input("x", p.k());
          Packed packed = new Packed(p, o.contiguous("W", p.n(), p.k()), o.input("b", p.n()));
          Operand y = o.output("y", p.n());
          return new KernelCall(
              List.of(x, y),
              (kernels, a) ->
                  kernels
                      .products()
                      .denseRow(
                          packed.by(kernels),
                          f,
                          0.1f,
                          a[0].segment(),
                          a[0].offset(),
                          a[1].segment(),
                          a[1].offset()));
        });
  }

  private static PackedDense pack(Products products, Problem p, Operand w, Operand b) {
    return products.pack(p.k(), p.n(), w.segment(), w.offset(), b.segment(), b.offset());
  }

  private static void dense(
      Kernels kernels,
      PackedDense layer,
      Function f,
      float parameter,
      int m,
      Operand x,
      Operand y) {
    kernels
        .products()
        .dense(
            layer,
            f,
            parameter,
            m,
            x.segment(),
            x.offset(),
            x.ld(),
            y.segment(),
            y.offset(),
            y.ld());
  }

  /** A layer that is packed once by the kernels that run it. */
  private static final class Packed {
    private final Problem problem;
    private final Operand w;
    private final Operand b;
    private Kernels packer;
    private PackedDense layer;

    Packed(Problem problem, Operand w, Operand b) {
      this.problem = problem;
      this.w = w;
      this.b = b;
    }

    PackedDense by(Kernels kernels) {
      if (packer != kernels) {
        packer = kernels;
        layer = pack(kernels.products(), problem, w, b);
        if (layer == null) { // kernels that only record their calls
          layer = new Unpacked(problem.k(), problem.n(), !b.segment().equals(MemorySegment.NULL));
        }
      }
      return layer;
    }
  }

  /** A layer of which only the shape is known. */
  private record Unpacked(int in, int out, boolean biased) implements PackedDense {}

  private static KernelCase axpy(boolean inPlace) {
    return new KernelCase(
        FAMILY,
        "axpy",
        inPlace ? "in place" : "",
        (p, o) -> {
          float alpha = o.random().next();
          Operand y = o.updated("y", p.k());
          return new KernelCall(
              inPlace ? List.of(y) : List.of(o.input("x", p.k()), y),
              (kernels, a) -> {
                Operand out = a[a.length - 1];
                kernels
                    .products()
                    .axpy(p.k(), alpha, a[0].segment(), a[0].offset(), out.segment(), out.offset());
              });
        });
  }
}
