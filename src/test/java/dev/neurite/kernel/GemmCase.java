package dev.neurite.kernel;

/** The operands of one product, A and B as stored. */
record GemmCase(Form form, int m, int n, int k, Matrix a, Matrix b) {

  static GemmCase random(Form form, int m, int n, int k, long seed) {
    Matrix a = form.transposesA() ? Matrix.random(seed, k, m) : Matrix.random(seed, m, k);
    Matrix b = form.transposesB() ? Matrix.random(~seed, n, k) : Matrix.random(~seed, k, n);
    return new GemmCase(form, m, n, k, a, b);
  }

  /** op(A)ᵢₚ. */
  float left(int i, int p) {
    return form.transposesA() ? a.get(p, i) : a.get(i, p);
  }

  /** op(B)ₚⱼ. */
  float right(int p, int j) {
    return form.transposesB() ? b.get(j, p) : b.get(p, j);
  }

  /** The product of some rows, columns and steps of the operands, from these on. */
  GemmCase part(int row, int rows, int column, int columns, int step, int steps) {
    Matrix someA = form.transposesA() ? a.from(step, row) : a.from(row, step);
    Matrix someB = form.transposesB() ? b.from(column, step) : b.from(step, column);
    return new GemmCase(form, rows, columns, steps, someA, someB);
  }

  /** C ← op(A)·op(B) (+ C). */
  void run(Kernels kernels, boolean accumulate, Matrix c) {
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

  @Override
  public String toString() {
    return "gemm " + form + " m=" + m + " n=" + n + " k=" + k;
  }
}
