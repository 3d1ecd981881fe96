package dev.neurite.testing;

import dev.neurite.kernel.Kernels;
import java.util.List;

/**
 * A kernel with all its arguments, ready to run.
 *
 * @param operands in the order of the kernel's parameters; one that is given twice is here once
 * @param body calls the kernel with the operands it is handed
 */
public record KernelCall(List<Operand> operands, Body body) {

  /** Calls one kernel. */
  @FunctionalInterface
  public interface Body {
    /** Calls the kernel of {@code kernels} with {@code o} in the order of {@link #operands()}. */
    void run(Kernels kernels, Operand[] o);
  }

  /** Runs the kernel on the operands. */
  public void run(Kernels kernels) {
    body.run(kernels, operands.toArray(Operand[]::new));
  }

  /** Runs the kernel with one operand replaced. */
  public void runWith(Kernels kernels, int index, Operand replacement) {
    Operand[] o = operands.toArray(Operand[]::new);
    o[index] = replacement;
    body.run(kernels, o);
  }
}
