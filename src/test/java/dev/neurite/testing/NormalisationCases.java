package dev.neurite.testing;

import java.util.ArrayList;
import java.util.List;

/** Cases of {@link dev.neurite.kernel.Normalisation}. */
final class NormalisationCases {
  private static final String FAMILY = "elementwise";

  private NormalisationCases() {}

  static List<KernelCase> all() {
    List<KernelCase> cases = new ArrayList<>();
    for (boolean inPlace : new boolean[] {false, true}) {
      cases.add(affineColumns(inPlace, false));
      cases.add(affineColumns(inPlace, true));
      cases.add(normaliseRows(inPlace));
      cases.add(normaliseRowsBackward(inPlace));
    }
    return cases;
  }

  private static KernelCase affineColumns(boolean inPlace, boolean accumulate) {
    return new KernelCase(
        FAMILY,
        "affineColumns",
        (accumulate ? "accumulate" : "") + (inPlace ? " Y is X" : ""),
        (p, o) -> {
          Operand factor = o.input("factor", p.n());
          Operand shift = o.input("shift", p.n());
          Operand y =
              inPlace || accumulate ? o.updated("Y", p.m(), p.n()) : o.output("Y", p.m(), p.n());
          return new KernelCall(
              inPlace
                  ? List.of(factor, shift, y)
                  : List.of(factor, shift, o.input("X", p.m(), p.n()), y),
              (kernels, a) ->
                  kernels
                      .elementwise()
                      .affineColumns(
                          p.m(),
                          p.n(),
                          a[2].segment(),
                          a[2].offset(),
                          a[2].ld(),
                          a[0].segment(),
                          a[0].offset(),
                          a[1].segment(),
                          a[1].offset(),
                          accumulate,
                          a[a.length - 1].segment(),
                          a[a.length - 1].offset(),
                          a[a.length - 1].ld()));
        });
  }

  private static KernelCase normaliseRows(boolean inPlace) {
    return new KernelCase(
        FAMILY,
        "normaliseRows",
        inPlace ? "Y is X" : "",
        (p, o) -> {
          Operand inverse = o.output("inverse", p.m());
          return new KernelCall(
              inPlace
                  ? List.of(inverse, o.updated("Y", p.m(), p.k()))
                  : List.of(inverse, o.input("X", p.m(), p.k()), o.output("Y", p.m(), p.k())),
              (kernels, a) ->
                  kernels
                      .elementwise()
                      .normaliseRows(
                          p.m(),
                          p.k(),
                          1e-5f,
                          a[1].segment(),
                          a[1].offset(),
                          a[1].ld(),
                          a[a.length - 1].segment(),
                          a[a.length - 1].offset(),
                          a[a.length - 1].ld(),
                          a[0].segment(),
                          a[0].offset()));
        });
  }

  private static KernelCase normaliseRowsBackward(boolean inPlace) {
    return new KernelCase(
        FAMILY,
        "normaliseRowsBackward",
        inPlace ? "dX is dY" : "",
        (p, o) -> {
          Operand y = o.input("Y", p.m(), p.k());
          Operand inverse = o.input("inverse", p.m());
          return new KernelCall(
              inPlace
                  ? List.of(y, inverse, o.updated("dX", p.m(), p.k()))
                  : List.of(y, inverse, o.input("dY", p.m(), p.k()), o.output("dX", p.m(), p.k())),
              (kernels, a) ->
                  kernels
                      .elementwise()
                      .normaliseRowsBackward(
                          p.m(),
                          p.k(),
                          a[0].segment(),
                          a[0].offset(),
                          a[0].ld(),
                          a[2].segment(),
                          a[2].offset(),
                          a[2].ld(),
                          a[1].segment(),
                          a[1].offset(),
                          a[a.length - 1].segment(),
                          a[a.length - 1].offset(),
                          a[a.length - 1].ld()));
        });
  }
}
