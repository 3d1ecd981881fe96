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
 *
 * <h2>Why element-wise loops are called through handles and pin their segments</h2>
 *
 * C2 stops inlining at 18,000 nodes per compilation, about 36 vector operations; what it does not
 * inline gets its vectors in boxes. {@code Loop} keeps it from inlining one long loop after another
 * into a common caller: before, GELU of 10 elements allocated 848 bytes per call at 256 bits; now
 * no kernel of elements or rows allocates, for rows of 1, 10, 17 and 1,000.
 *
 * <p>{@code Lanes} pins a segment to its class before each access. Without it, one interpreted
 * {@code reinterpretAsInts}, which passes through a segment on a {@code byte[]}, made later loops
 * slow for ever: ReLU of 1,024 elements took 146 ns instead of 46 (512 bits).
 *
 * <p>Rows of up to two vectors are held in registers, in which sums are halved by rotations ({@code
 * ShortRows}, {@code RowLoops}): softmax of 1024 rows of 10 went from 14.3 to 1.3 ns per element at
 * 512 bits and to 1.0 at 256, where copying the rest of each row and 64 lanes in memory had cost
 * most. Longer rows overlap their last vector instead of leaving a rest, and divide while the next
 * row's exponentials are computed: rows of 1,000 went from 0.83 to 0.52 ns per element at 512 bits
 * (AMD Zen 4, JDK 25, no flags but {@code neurite.width}; best of 301 blocks of 1.5 ms on a shared
 * core).
 */
package dev.neurite.kernel.simd;
