package dev.neurite.testing;

import dev.neurite.kernel.ClassLoss;
import dev.neurite.kernel.OutputLoss;
import java.util.ArrayList;
import java.util.List;

/** Cases of {@link dev.neurite.kernel.Losses}. */
final class LossCases {
  private static final String FAMILY = "losses";

  private LossCases() {}

  static List<KernelCase> all() {
    List<KernelCase> cases = new ArrayList<>();
    for (boolean inPlace : new boolean[] {false, true}) {
      for (OutputLoss loss : OutputLoss.values()) {
        cases.add(outputLoss(loss, inPlace));
      }
      for (ClassLoss loss : ClassLoss.values()) {
        cases.add(classLoss(loss, inPlace));
      }
    }
    return cases;
  }

  private static KernelCase outputLoss(OutputLoss loss, boolean inPlace) {
    return new KernelCase(
        FAMILY,
        "outputLoss",
        loss + (inPlace ? " dZ is Z" : ""),
        (p, o) -> {
          float parameter = o.random().between(0.1, 2);
          Operand t = targets(loss, o.input("T", p.m(), p.k()), o);
          Operand v = o.between(0, 1, o.input("v", p.m()));
          Operand losses = o.output("losses", p.m());
          return new KernelCall(
              inPlace
                  ? List.of(t, v, losses, o.wide(o.updated("dZ", p.m(), p.k())))
                  : List.of(
                      t,
                      v,
                      losses,
                      o.wide(o.input("Z", p.m(), p.k())),
                      o.output("dZ", p.m(), p.k())),
              (kernels, a) -> {
                Operand dz = a[a.length - 1];
                kernels
                    .losses()
                    .outputLoss(
                        loss,
                        parameter,
                        p.m(),
                        p.k(),
                        a[3].segment(),
                        a[3].offset(),
                        a[3].ld(),
                        a[0].segment(),
                        a[0].offset(),
                        a[0].ld(),
                        a[1].segment(),
                        a[1].offset(),
                        a[2].segment(),
                        a[2].offset(),
                        dz.segment(),
                        dz.offset(),
                        dz.ld());
              });
        });
  }

  private static Operand targets(OutputLoss loss, Operand t, OperandFactory o) {
    return switch (loss) {
      case SIGMOID_CROSS_ENTROPY -> o.between(0, 1, t);
      case HINGE, SQUARED_HINGE -> t.fill(() -> 2 * o.random().integer(2) - 1);
      case SQUARED_ERROR, ABSOLUTE_ERROR, HUBER -> t;
    };
  }

  private static KernelCase classLoss(ClassLoss loss, boolean inPlace) {
    return new KernelCase(
        FAMILY,
        "classLoss",
        loss + (inPlace ? " dZ is Z" : ""),
        (p, o) -> {
          int batch = p.k() == 0 ? 0 : p.m(); // without classes there is no legal target
          Operand t = o.indices("t", batch, p.k());
          Operand v = o.between(0, 1, o.input("v", batch));
          Operand losses = o.output("losses", batch);
          return new KernelCall(
              inPlace
                  ? List.of(t, v, losses, o.wide(o.updated("dZ", batch, p.k())))
                  : List.of(
                      t,
                      v,
                      losses,
                      o.wide(o.input("Z", batch, p.k())),
                      o.output("dZ", batch, p.k())),
              (kernels, a) -> {
                Operand dz = a[a.length - 1];
                kernels
                    .losses()
                    .classLoss(
                        loss,
                        batch,
                        p.k(),
                        a[3].segment(),
                        a[3].offset(),
                        a[3].ld(),
                        a[0].segment(),
                        a[0].offset(),
                        a[1].segment(),
                        a[1].offset(),
                        a[2].segment(),
                        a[2].offset(),
                        dz.segment(),
                        dz.offset(),
                        dz.ld());
              });
        });
  }
}
