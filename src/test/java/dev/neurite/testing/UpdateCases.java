package dev.neurite.testing;

import dev.neurite.kernel.AdaptiveRule;
import dev.neurite.kernel.Coefficients;
import java.util.ArrayList;
import java.util.List;

/** Cases of {@link dev.neurite.kernel.Updates}. */
final class UpdateCases {
  private static final String FAMILY = "updates";

  private UpdateCases() {}

  static List<KernelCase> all() {
    List<KernelCase> cases =
        new ArrayList<>(
            List.of(sgd(0), sgd(0.02f), momentum(false), momentum(true), adam(0), adam(0.02f)));
    for (AdaptiveRule rule : AdaptiveRule.values()) {
      cases.add(adaptive(rule));
    }
    cases.add(clip(Float.POSITIVE_INFINITY));
    cases.add(clip(0.5f));
    cases.add(addSign());
    return cases;
  }

  private static KernelCase sgd(float decay) {
    return new KernelCase(
        FAMILY,
        "sgd",
        "decay " + decay,
        (p, o) -> {
          float learningRate = o.random().between(0, 1);
          return new KernelCall(
              List.of(o.updated("w", p.k()), o.input("g", p.k())),
              (kernels, a) ->
                  kernels
                      .updates()
                      .sgd(
                          p.k(),
                          learningRate,
                          decay,
                          a[0].segment(),
                          a[0].offset(),
                          a[1].segment(),
                          a[1].offset()));
        });
  }

  private static KernelCase momentum(boolean nesterov) {
    return new KernelCase(
        FAMILY,
        "momentum",
        nesterov ? "nesterov" : "heavy ball",
        (p, o) -> {
          float learningRate = o.random().between(0, 1);
          float momentum = o.random().between(0, 1);
          float decay = o.random().between(0, 0.1);
          return new KernelCall(
              List.of(o.updated("w", p.k()), o.input("g", p.k()), o.updated("v", p.k())),
              (kernels, a) ->
                  kernels
                      .updates()
                      .momentum(
                          p.k(),
                          learningRate,
                          momentum,
                          nesterov,
                          decay,
                          a[0].segment(),
                          a[0].offset(),
                          a[1].segment(),
                          a[1].offset(),
                          a[2].segment(),
                          a[2].offset()));
        });
  }

  private static KernelCase adam(float decay) {
    return new KernelCase(
        FAMILY,
        "adam",
        "decay " + decay,
        (p, o) -> {
          float stepSize = o.random().between(0, 1);
          float beta1 = o.random().between(0, 1);
          float beta2 = o.random().between(0, 1);
          float rootFactor = o.random().between(1, 100);
          Operand s = o.updated("s", p.k());
          for (int i = 0; i < p.k(); i++) {
            s.set(0, i, Math.abs(s.get(0, i)));
          }
          return new KernelCall(
              List.of(o.updated("w", p.k()), o.input("g", p.k()), o.updated("m", p.k()), s),
              (kernels, a) ->
                  kernels
                      .updates()
                      .adam(
                          p.k(),
                          stepSize,
                          beta1,
                          beta2,
                          1e-7f,
                          rootFactor,
                          decay,
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

  private static KernelCase adaptive(AdaptiveRule rule) {
    return new KernelCase(
        FAMILY,
        "adaptive",
        rule.name(),
        (p, o) -> {
          Coefficients c =
              new Coefficients()
                  .rate(o.random().between(0, 1))
                  .betas(o.random().between(0, 1), o.random().between(0, 1))
                  .epsilon(1e-7f)
                  .rootFactor(o.random().between(1, 100))
                  .shares(o.random().between(0, 1), o.random().between(0, 1))
                  .decay(o.random().between(0, 0.1))
                  .shrink(o.random().between(0, 0.1));
          List<Operand> operands = new ArrayList<>();
          operands.add(o.updated("w", p.k()));
          operands.add(o.input("g", p.k()));
          operands.add(rule.usesMean() ? o.updated("m", p.k()) : Operand.absent("m"));
          operands.add(squares("s", rule.usesSquares(), p, o));
          operands.add(squares("x", rule.usesLargest(), p, o));
          return new KernelCall(
              operands,
              (kernels, a) ->
                  kernels
                      .updates()
                      .adaptive(
                          rule,
                          c,
                          p.k(),
                          a[0].segment(),
                          a[0].offset(),
                          a[1].segment(),
                          a[1].offset(),
                          a[2].segment(),
                          a[2].offset(),
                          a[3].segment(),
                          a[3].offset(),
                          a[4].segment(),
                          a[4].offset()));
        });
  }

  private static Operand squares(String name, boolean used, Problem p, OperandFactory o) {
    if (!used) {
      return Operand.absent(name);
    }
    Operand squares = o.updated(name, p.k());
    for (int i = 0; i < p.k(); i++) {
      squares.set(0, i, Math.abs(squares.get(0, i)));
    }
    return squares;
  }

  private static KernelCase clip(float limit) {
    return new KernelCase(
        FAMILY,
        "clip",
        "limit " + limit,
        (p, o) -> {
          float scale = o.random().between(0, 1);
          return new KernelCall(
              List.of(o.updated("g", p.k())),
              (kernels, a) ->
                  kernels.updates().clip(p.k(), scale, limit, a[0].segment(), a[0].offset()));
        });
  }

  private static KernelCase addSign() {
    return new KernelCase(
        FAMILY,
        "addSign",
        "",
        (p, o) -> {
          float factor = o.random().between(0, 1);
          return new KernelCall(
              List.of(o.input("x", p.k()), o.updated("y", p.k())),
              (kernels, a) ->
                  kernels
                      .updates()
                      .addSign(
                          p.k(),
                          factor,
                          a[0].segment(),
                          a[0].offset(),
                          a[1].segment(),
                          a[1].offset()));
        });
  }
}
