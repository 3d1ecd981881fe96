/**
 * The contract of every kernel: formula, shapes, strides, canonical order, error bound.
 *
 * <p>{@link dev.neurite.kernel.Kernels} is the whole contract, in five families: {@link
 * dev.neurite.kernel.Products}, {@link dev.neurite.kernel.Reductions}, {@link
 * dev.neurite.kernel.Elementwise}, {@link dev.neurite.kernel.Losses}, {@link
 * dev.neurite.kernel.Updates}. {@code kernel.scalar} spells it out in plain loops and is the
 * specification; {@code kernel.simd} executes the same operations on many outputs at once.
 *
 * <h2>Conventions of all kernels</h2>
 *
 * <ul>
 *   <li>Operands are 32-bit floats in native {@link java.lang.foreign.MemorySegment}s, row-major.
 *       An operand is a segment, an offset in <em>elements</em>, and for a matrix a leading
 *       dimension in elements: the distance between rows, at least their length. Any offset will
 *       do, aligned or not. Only the row of a {@link dev.neurite.kernel.RowPlan} is an array.
 *   <li>Elements between the end of a row and the start of the next are neither read nor written.
 *   <li>Outputs do not share memory with inputs unless the method says they may.
 *   <li>Any dimension may be 0: then nothing is written, or what the empty sum is. An operand
 *       without elements has no memory: rows of length 0 may start behind the end of its segment.
 *   <li>Kernels do not check their arguments; {@link dev.neurite.kernel.CheckedKernels} does, in
 *       front of any others.
 *   <li>A set of kernels has scratch memory of its own: one caller at a time.
 *   <li>u is 2⁻²⁴ and γₖ is k·u / (1 − k·u) [Higham 2002, §3.1].
 * </ul>
 *
 * <h2>One answer</h2>
 *
 * Every kernel has one <em>canonical order</em> of operations, written in its Javadoc, and every
 * implementation follows it: the results are the same bits at any vector width, with any number of
 * threads, for a row alone and in a batch. Only the payload of a NaN may differ. Therefore tests
 * compare bits, and SIMD kernels can replace scalar ones in a running service without changing an
 * answer. The order is never {@code reduceLanes(ADD)}, which is unspecified for floats, and never
 * the vector operators EXP, TANH, LOG, which differ by platform: {@link
 * dev.neurite.kernel.Polynomials} has our own.
 *
 * <p>Three words recur. A <em>chain</em> starts from a value and does {@code acc = fma(a[p], b[p],
 * acc)} for p ascending. <em>Four chains</em>: element p goes to chain p mod 4, each from 0, then
 * (c0 + c1) + (c2 + c3). <em>64 lanes</em>: element i goes to lane i mod 64, each from 0, and then
 * the lanes are halved: lane j += lane j + 32, then 16, 8, 4, 2, 1. One chain suits many outputs
 * side by side; four chains hide the latency of fma where outputs are few; 64 lanes are four
 * accumulators at 512 bits, eight at 256, sixteen at 128, where there is but one output.
 *
 * <h2>Why five interfaces</h2>
 *
 * One interface of twenty methods is a long page; five are a table of contents, and an
 * implementation has one file per family instead of one class that forwards everything.
 */
package dev.neurite.kernel;
