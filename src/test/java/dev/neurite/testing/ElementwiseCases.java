package dev.neurite.testing;

import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.Function;
import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Cases of {@link Elementwise}. */
final class ElementwiseCases {
  private static final String FAMILY = "elementwise";

  private ElementwiseCases() {}

  static List<KernelCase> all() {
    List<KernelCase> cases = new ArrayList<>();
    for (boolean inPlace : new boolean[] {false, true}) {
      for (Function f : Function.values()) {
        cases.add(activate(f, inPlace));
        cases.add(activateBackward(f, inPlace));
      }
      cases.add(byRows("softmax", Elementwise::softmax, inPlace));
      cases.add(byRows("logSoftmax", Elementwise::logSoftmax, inPlace));
      cases.add(softmaxBackward(inPlace));
      cases.add(scaleColumns(inPlace));
    }
    return cases;
  }

  private static KernelCase activate(Function f, boolean inPlace) {
    return new KernelCase(
        FAMILY,
        "activate",
        variant(f.name(), inPlace, "y is x"),
        (p, o) -> {
          float parameter = o.random().between(0, 1.5);
          return new KernelCall(
              inPlace
                  ? List.of(o.wide(o.updated("y", p.k())))
                  : List.of(o.wide(o.input("x", p.k())), o.output("y", p.k())),
              (kernels, a) -> activate(kernels, f, parameter, p.k(), a[0], a[a.length - 1]));
        });
  }

  private static void activate(
      Kernels kernels, Function f, float parameter, int n, Operand x, Operand y) {
    kernels
        .elementwise()
        .activate(f, parameter, n, x.segment(), x.offset(), y.segment(), y.offset());
  }

  private static KernelCase activateBackward(Function f, boolean inPlace) {
    return new KernelCase(
        FAMILY,
        "activateBackward",
        variant(f.name(), inPlace, "dx is dy"),
        (p, o) -> {
          float parameter = o.random().between(0, 1.5);
          Operand x = o.wide(o.input("x", p.k()));
          Operand y = o.input("y", p.k());
          activate(TestKernels.scalar(), f, parameter, p.k(), x, y);
          return new KernelCall(
              inPlace
                  ? List.of(x, y, o.updated("dx", p.k()))
                  : List.of(x, y, o.input("dy", p.k()), o.output("dx", p.k())),
              (kernels, a) -> {
                Operand dx = a[a.length - 1];
                kernels
                    .elementwise()
                    .activateBackward(
                        f,
                        parameter,
                        p.k(),
                        a[0].segment(),
                        a[0].offset(),
                        a[1].segment(),
                        a[1].offset(),
                        a[2].segment(),
                        a[2].offset(),
                        dx.segment(),
                        dx.offset());
              });
        });
  }

  /** Softmax and log-softmax. */
  @FunctionalInterface
  private interface ByRows {
    void run(
        Elementwise kernels,
        int rows,
        int columns,
        MemorySegment x,
        long xOffset,
        int ldx,
        MemorySegment y,
        long yOffset,
        int ldy);
  }

  private static KernelCase byRows(String method, ByRows kernel, boolean inPlace) {
    return new KernelCase(
        FAMILY,
        method,
        variant("", inPlace, "Y is X"),
        (p, o) ->
            new KernelCall(
                inPlace
                    ? List.of(o.wide(o.updated("Y", p.m(), p.k())))
                    : List.of(o.wide(o.input("X", p.m(), p.k())), o.output("Y", p.m(), p.k())),
                (kernels, a) -> {
                  Operand y = a[a.length - 1];
                  kernel.run(
                      kernels.elementwise(),
                      p.m(),
                      p.k(),
                      a[0].segment(),
                      a[0].offset(),
                      a[0].ld(),
                      y.segment(),
                      y.offset(),
                      y.ld());
                }));
  }

  private static KernelCase softmaxBackward(boolean inPlace) {
    return new KernelCase(
        FAMILY,
        "softmaxBackward",
        variant("", inPlace, "dX is dY"),
        (p, o) -> {
          Operand y = o.input("Y", p.m(), p.k());
          return new KernelCall(
              inPlace
                  ? List.of(y, o.updated("dX", p.m(), p.k()))
                  : List.of(y, o.input("dY", p.m(), p.k()), o.output("dX", p.m(), p.k())),
              (kernels, a) -> {
                Operand dx = a[a.length - 1];
                kernels
                    .elementwise()
                    .softmaxBackward(
                        p.m(),
                        p.k(),
                        a[0].segment(),
                        a[0].offset(),
                        a[0].ld(),
                        a[1].segment(),
                        a[1].offset(),
                        a[1].ld(),
                        dx.segment(),
                        dx.offset(),
                        dx.ld());
              });
        });
  }

  private static KernelCase scaleColumns(boolean inPlace) {
    return new KernelCase(
        FAMILY,
        "scaleColumns",
        variant("", inPlace, "Y is X"),
        (p, o) -> {
          Operand shift = o.input("shift", p.n());
          Operand factor = o.input("factor", p.n());
          return new KernelCall(
              inPlace
                  ? List.of(shift, factor, o.updated("Y", p.m(), p.n()))
                  : List.of(shift, factor, o.input("X", p.m(), p.n()), o.output("Y", p.m(), p.n())),
              (kernels, a) -> {
                Operand y = a[a.length - 1];
                kernels
                    .elementwise()
                    .scaleColumns(
                        p.m(),
                        p.n(),
                        a[2].segment(),
                        a[2].offset(),
                        a[2].ld(),
                        a[0].segment(),
                        a[0].offset(),
                        a[1].segment(),
                        a[1].offset(),
                        y.segment(),
                        y.offset(),
                        y.ld());
              });
        });
  }

  private static String variant(String name, boolean inPlace, String inPlaceName) {
    return inPlace ? (name + " " + inPlaceName).trim() : name;
  }
}
