package dev.neurite.testing;

import java.util.List;

/** Cases of {@link dev.neurite.kernel.Reductions}. */
final class ReductionCases {
  private static final String FAMILY = "reductions";

  private ReductionCases() {}

  static List<KernelCase> all() {
    return List.of(dot(), dotOfOneVector(), sum(), max(), columnSums(false), columnSums(true));
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
}
