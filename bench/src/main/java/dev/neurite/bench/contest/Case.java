package dev.neurite.bench.contest;

import dev.neurite.bench.Operands;
import dev.neurite.kernel.Form;
import java.util.Locale;

/** A piece of work that every contestant gets: what it computes, and how it prints itself. */
public sealed interface Case {

  /** C ← op(A)·op(B), all contiguous: A and B as {@link Form} says, C is [m, n]. */
  record Product(Form form, int m, int n, int k) implements Case {
    @Override
    public String workload() {
      return "gemm";
    }

    @Override
    public int sizeA() {
      return m * k;
    }

    @Override
    public int sizeB() {
      return n * k;
    }

    @Override
    public int sizeC() {
      return m * n;
    }

    /** The leading dimension of A. */
    public int lda() {
      return form.transposesA() ? m : k;
    }

    /** The leading dimension of B. */
    public int ldb() {
      return form.transposesB() ? k : n;
    }

    @Override
    public String unit() {
      return "GFLOP/s";
    }

    @Override
    public double value(double ns) {
      return 2.0 * m * n * k / ns;
    }

    @Override
    public String toString() {
      return "%s %dx%dx%d".formatted(form, m, n, k);
    }
  }

  /** c ← A·b: one row b through a layer with the weights A, [out, in]. */
  record Row(int out, int in) implements Case {
    @Override
    public String workload() {
      return "gemv";
    }

    @Override
    public int sizeA() {
      return out * in;
    }

    @Override
    public int sizeB() {
      return in;
    }

    @Override
    public int sizeC() {
      return out;
    }

    @Override
    public String unit() {
      return "ns";
    }

    @Override
    public double value(double ns) {
      return ns;
    }

    @Override
    public String toString() {
      return out + "x" + in;
    }
  }

  /** What {@link Map} applies. */
  enum Operation {
    /** 1/(1 + e⁻ˣ). */
    SIGMOID,
    /** tanh x. */
    TANH,
    /** eˣ. */
    EXP,
    /** max(x, 0). */
    RELU,
    /** eˣ / Σeˣ, by rows. */
    SOFTMAX
  }

  /** C ← f(A), both [rows, columns]. */
  record Map(Operation operation, int rows, int columns) implements Case {
    @Override
    public String workload() {
      return "elementwise";
    }

    @Override
    public int sizeA() {
      return rows * columns;
    }

    @Override
    public int sizeB() {
      return 0;
    }

    @Override
    public int sizeC() {
      return rows * columns;
    }

    @Override
    public String unit() {
      return "ns/element";
    }

    @Override
    public double value(double ns) {
      return ns / ((double) rows * columns);
    }

    @Override
    public String toString() {
      return "%s %dx%d".formatted(operation.name().toLowerCase(Locale.ROOT), rows, columns);
    }
  }

  /** The kind of work, as in the first column of the table. */
  String workload();

  /** Elements of the first operand. */
  int sizeA();

  /** Elements of the second operand. */
  int sizeB();

  /** Elements of the result. */
  int sizeC();

  /** The unit of {@link #value}. */
  String unit();

  /** What a call of so many nanoseconds is worth. */
  double value(double ns);

  /** The case that {@code workload()} and {@code toString()} name, separated by a blank. */
  static Case parse(String line) {
    String[] words = line.split(" ");
    int[] sizes = Operands.sizes(words[words.length - 1]);
    return switch (words[0]) {
      case "gemm" -> new Product(Form.valueOf(words[1]), sizes[0], sizes[1], sizes[2]);
      case "gemv" -> new Row(sizes[0], sizes[1]);
      case "elementwise" ->
          new Map(Operation.valueOf(words[1].toUpperCase(Locale.ROOT)), sizes[0], sizes[1]);
      default -> throw new IllegalArgumentException("case: unknown workload in: " + line);
    };
  }
}
