package dev.neurite.testing;

import dev.neurite.kernel.Kernels;
import java.util.List;

/** Cases of {@link dev.neurite.kernel.Reductions}. */
final class ReductionCases {
  private static final String FAMILY = "reductions";

  private ReductionCases() {}

  static List<KernelCase> all() {
    return List.of(
        dot(),
        dotOfOneVector(),
        sum(),
        max(),
        columnSums(false),
        columnSums(true),
        columnDots(false),
        columnDots(true),
        columnSquares());
  }

  private static KernelCase dot() {
    return new KernelCase(
        FAMILY,
        "dot",
        "",
        (p, o) ->
            new KernelCall(
                List.of(o.input("x", p.k()), o.input("y", p.k()), o.returned()),
                (kernels, a) ->
                    a[2].set(
                        0,
                        0,
                        kernels
                            .reductions()
                            .dot(
                                p.k(),
                                a[0].segment(),
                                a[0].offset(),
                                a[1].segment(),
                                a[1].offset()))));
  }

  private static KernelCase dotOfOneVector() {
    return new KernelCase(
        FAMILY,
        "dot",
        "y is x",
        (p, o) ->
            new KernelCall(
                List.of(o.input("x", p.k()), o.returned()),
                (kernels, a) ->
                    a[1].set(
                        0,
                        0,
                        kernels
                            .reductions()
                            .dot(
                                p.k(),
                                a[0].segment(),
                                a[0].offset(),
                                a[0].segment(),
                                a[0].offset()))));
  }

  private static KernelCase sum() {
    return new KernelCase(
        FAMILY,
        "sum",
        "",
        (p, o) ->
            new KernelCall(
                List.of(o.input("x", p.k()), o.returned()),
                (kernels, a) ->
                    a[1].set(
                        0, 0, kernels.reductions().sum(p.k(), a[0].segment(), a[0].offset()))));
  }

  private static KernelCase max() {
    return new KernelCase(
        FAMILY,
        "max",
        "",
        (p, o) ->
            new KernelCall(
                List.of(o.input("x", p.k()), o.returned()),
                (kernels, a) ->
                    a[1].set(
                        0, 0, kernels.reductions().max(p.k(), a[0].segment(), a[0].offset()))));
  }

  private static KernelCase columnSums(boolean accumulate) {
    return new KernelCase(
        FAMILY,
        "columnSums",
        accumulate ? "accumulate" : "",
        (p, o) ->
            new KernelCall(
                List.of(
                    o.input("X", p.k(), p.n()),
                    accumulate ? o.updated("y", p.n()) : o.output("y", p.n())),
                (kernels, a) ->
                    kernels
                        .reductions()
                        .columnSums(
                            p.k(),
                            p.n(),
                            a[0].segment(),
                            a[0].offset(),
                            a[0].ld(),
                            accumulate,
                            a[1].segment(),
                            a[1].offset())));
  }

  private static KernelCase columnDots(boolean accumulate) {
    return new KernelCase(
        FAMILY,
        "columnDots",
        accumulate ? "accumulate" : "",
        (p, o) ->
            new KernelCall(
                List.of(
                    o.input("X", p.k(), p.n()),
                    o.input("Y", p.k(), p.n()),
                    accumulate ? o.updated("z", p.n()) : o.output("z", p.n())),
                (kernels, a) -> columnDots(kernels, p, a[0], a[1], accumulate, a[2])));
  }

  private static KernelCase columnSquares() {
    return new KernelCase(
        FAMILY,
        "columnDots",
        "Y is X",
        (p, o) ->
            new KernelCall(
                List.of(o.input("X", p.k(), p.n()), o.output("z", p.n())),
                (kernels, a) -> columnDots(kernels, p, a[0], a[0], false, a[1])));
  }

  private static void columnDots(
      Kernels kernels, Problem p, Operand x, Operand y, boolean accumulate, Operand z) {
    kernels
        .reductions()
        .columnDots(
            p.k(),
            p.n(),
            x.segment(),
            x.offset(),
            x.ld(),
            y.segment(),
            y.offset(),
            y.ld(),
            accumulate,
            z.segment(),
            z.offset());
  }
}
