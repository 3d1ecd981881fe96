/**
 * The contract of the kernels in the Vector API: the operations of {@code kernel.scalar}, done on
 * as many outputs at once as a vector has lanes, with the same bits.
 *
 * <p>{@link dev.neurite.kernel.simd.SimdKernels} is the one public class. {@code Lanes} has the
 * width of the vectors. A product is {@code Gemm} (loops over blocks), {@code Blocking} (their
 * sizes), {@code Packing} (operands into panels) and {@code MicroKernel} (one tile).
 *
 * <h2>Conventions</h2>
 *
 * <ul>
 *   <li>Loops have a body of whole vectors and a tail of single elements that does the same
 *       operations; the tail is {@code Math.fma} where the body is {@code fma}.
 *   <li>Vector code never reads outside the logical operand.
 *   <li>Operands are native segments; panels, tiles and scratch are {@code float[]}s of the
 *       instance that grow to the largest size seen, so nothing is allocated once sizes repeat.
 * </ul>
 *
 * <h2>Why the width is read in a static initialiser</h2>
 *
 * A {@code VectorSpecies} must be a static final constant before the first kernel is compiled: then
 * the JIT turns vectors into registers; a species in a field is boxed on every operation. So the
 * system property {@code neurite.width} (128, 256 or 512; by default the widest that the CPU
 * prefers) is read once, when {@code Lanes} is loaded, and there is one width per process. A width
 * above the hardware's works and crawls.
 *
 * <h2>Why both operands are packed</h2>
 *
 * The micro-kernel reads {@code float[]} panels only. One form of it then serves all three
 * products, edges included, and it is the form that the JIT compiles to the machine's limit in
 * every start: 0.97–1.00 of C, where kernels on native segments lost 8 % and in some starts stayed
 * at 1.5 GFLOP/s (AMD Zen 3 and Zen 4, JDK 25). What loses by it are products too small to earn the
 * copies.
 */
package dev.neurite.kernel.simd;
