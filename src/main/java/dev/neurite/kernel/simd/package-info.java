/**
 * The contract of the kernels in the Vector API: the operations of {@code kernel.scalar}, done on
 * as many outputs at once as a vector has lanes, with the same bits.
 *
 * <p>{@link dev.neurite.kernel.simd.SimdKernels} is the one public class. {@code Lanes} has the
 * width of the vectors. A product is {@code Gemm} (loops over blocks), {@code Blocking} (their
 * sizes, and which way round), {@code Packing} and {@code Transposer} (operands into panels),
 * {@code MicroKernel}, {@code InPlaceKernel} and {@code StraightKernel} (tiles) and {@code Output}
 * (tiles from and to C). A layer that is packed once is a {@code SimdLayer}; rows go through it by
 * {@code RowPanels} or, where outputs are few, by {@code FewOutputs} and {@code FourChains};
 * batches through single outputs of short rows by {@code ShortDots}. {@code SimdRow} takes a row
 * through several layers. One or two rows through weights that are not packed go by {@code
 * ManyOutputs} and {@code TransposedDots}.
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
 * <h2>Why one operand is packed, and when both are</h2>
 *
 * The operand in lanes is always in {@code float[]} panels: one form of the kernel then serves all
 * three products, edges included. The operand that is broadcast is read where it is if its rows run
 * along k and there are 32 registers (512 bits): the kernel loses nothing by it (64 × 256 × 784:
 * 27.4 µs a block of 64 rows in place, 27.3 from panels), and packing the operand took 7 % of that
 * product. With 16 registers the addresses of six rows cost spills (0.42 of the peak), so there it
 * is packed too.
 *
 * <p>That makes X·Wᵀ free to choose: whichever operand is smaller is transposed into lanes. If it
 * is X, tiles of Yᵀ are turned into Y; that took 64 × 256 × 784 from 102 to 110 GFLOP/s.
 *
 * <p>Lost: chains that start from rows of native memory (zeros, the bias, C) instead of a {@code
 * float[]} or 0: 10 ns a tile in a loop of its own, but 22 to 60 in a product, by what had been
 * compiled before; packing a panel of op(B) in the same pass as the first tile that reads it (1.1
 * ns a step for stores across cache lines, copying costs 2.4, but C1 refuses that kernel with rows
 * read in place); reading op(B) in place (C1 refuses it as well); tiles of 12 × 2, 8 × 3, 6 × 4 and
 * 14 × 2 (level with 8 × 2 or 1 % behind, with more to pad); blocks of op(A) that fit L1 for short
 * k; 256 KiB of them for all k (1024³ gains 2, 512³ loses up to 9 in some starts); packed rows for
 * 1024³, whose stride of 4 KiB puts a tile into one set of L1.
 *
 * <p>Lost, too: copying broadcast rows to scratch memory, all at once or a tile at a time (103);
 * blocks of 200 to 400 steps for few rows (8 × 128 × 784: 57 with 800, 53 with 200); a kernel of
 * 256-bit vectors for up to 8 rows, which reached 90 by itself, but 40 in a process with 512-bit
 * kernels: calls inside the JDK's {@code fma} go by a type profile that all vectors share. For that
 * reason nothing here but {@code Transposer} uses a second species, and whatever leaves a loop is
 * pinned to its class.
 *
 * <p>Lost for 8 rows and weights that are not packed (8 × 128 × 784, 25.5 to 30 µs as it is),
 * because on Zen 4 a broadcast to 512 bits, also one from memory, takes the units that shuffle and
 * one of the two that multiply, 1.33 cycles together with an fma: rows of X twice in a vector,
 * weights of two outputs shuffled into place (31 µs, spills); panels of 192 steps by 16 × 8 squares
 * in registers (25.7 µs). Lost for 61 × 67 × 71: last rows that overlap the tile before (2 to 3 %).
 *
 * <p>GFLOP/s on one core of an AMD Zen 4 (JDK 25.0.3, peak 118), packing in the call / packed once,
 * at 512 bits and, with {@code -XX:UseAVX=2}, at 256: 64 × 256 × 784 110 / 116 and 89 / 102; 128 ×
 * 512 × 784 112 / 115 and 98; 512³ 111 and 105; 256 × 128 × 64 103 / 103 and 84. What limits small
 * k is the way of tiles to C.
 *
 * <p>That way took 25 to 30 ns a tile through scratch. Whole tiles whose chains start from 0 or a
 * bias and take one run of steps now go straight from registers to C, in kernels of their own,
 * which kept all stores inlined because they load no old sums and slice no rows of C. Shares of the
 * peak before and after, by turns, medians of three starts: 256 × 784 × 64 dYᵀ·X 0.86 and 0.93; 256
 * × 128 × 64 packed once 0.88 and 0.946; with {@code -XX:UseAVX=2} (two starts) 0.84 and 0.90, 0.78
 * and 0.83. What was in the way: {@code asSlice} for each row of C (0.82, the last row was stored
 * by calls), a call more for each tile (0.883 instead of 0.895), the pin before the loop (0.895
 * instead of 0.92).
 *
 * <p>Lost beside it: a strip of 4, 8 or 16 tiles in scratch that one loop carries to C (0 to 1 %),
 * straight code instead of a loop from tile to C (-1 %), reading a tile of C before it is needed
 * (-5 %, and C that always stays in L1 is no faster: it isn't the memory), a tile on a cache line
 * (1 %, and nothing keeps an array there).
 *
 * <h2>Why a row goes from array to array</h2>
 *
 * A row of 30-16-1 is thirty fma of vectors, and took 131 ns: copies between memory and arrays
 * around each layer, passes over a few elements each with a tail of its own, stores that a wider
 * load behind them had to wait for. Now each layer writes the array that the next one reads, ReLU
 * is done in registers, the weights of 5 to 16 outputs are aligned, and the softmax of a row that
 * fits a vector is two calls: 94 ns; 64-128-10 went from 605 to 460 (medians of four starts of each
 * by turns, AMD Zen 4, 512 bits, JDK 25). What is left of the latter is the way from L2: its 41 KB
 * of weights don't fit L1, and come at 28 bytes per cycle, 390 ns.
 *
 * <p>Lost: masked places of weights in the four chains of one row (level; blocks of eight vectors
 * gain 22 of 210 ns by them); the weights of a block by a slice of its own (203 ns). Lost for
 * batches through packed layers: a copy of the weights in which a vector has four steps of one
 * output four times over, for four rows and their chains at once (128 → 10 went from 56 to 40 ns a
 * row by itself, batches of 256 of 64-128-10 by 0 to 5 %).
 *
 * <h2>Why element-wise loops are called through handles and pin their segments</h2>
 *
 * C2 stops inlining at 18,000 nodes per compilation, about 36 vector operations; what it does not
 * inline gets its vectors in boxes. {@code Loop} keeps it from inlining one long loop after another
 * into a common caller: before, GELU of 10 elements allocated 848 bytes per call at 256 bits; with
 * handles, nothing in a lucky start.
 *
 * <p>That was one cause of four. The JDK's vector methods are inlined whatever happens; ours are
 * not, and each that is not gets its vectors in boxes, for ever. {@code PrintInlining} of boxed
 * starts, and the stacks of the allocations, showed:
 *
 * <ul>
 *   <li>{@code NodeCountInliningCutoff}: {@code store} in loops that had no handle, and a late
 *       broadcast helper in {@code erf}. Every loop of elements has a handle now, except in {@code
 *       SimdUpdates}, and constants come by the JDK's {@code broadcast}. Rows through panels, which
 *       are compiled together, load and store by the JDK's methods.
 *   <li>"already compiled into a medium method": a helper that C2 has compiled by itself to more
 *       than 625 bytes is inlined only where the call is reached in a quarter of the calls of its
 *       caller. {@code Lanes.load} has 744, most helpers of {@code SimdMath} 560 to 1,080; which is
 *       compiled first depends on the start. Tails, second loops and loops of short rows were such
 *       places, seen in {@code sum}, {@code dot} and {@code max}; other loops of that shape were
 *       changed with them. So a loop has one body and is entered only with work to do.
 *   <li>An accumulator that comes round a loop is a mere {@code FloatVector}: {@code Lanes} pins it
 *       before it is used.
 *   <li>"already compiled into a big method": a helper that C2 compiles by itself is given mere
 *       {@code FloatVector}s. What it calls on them goes by type profiles in the JDK's methods, and
 *       where those are not taken yet, every operation is a call with boxes: {@code gaussian} then
 *       has 5,368 bytes instead of 1,168. Beyond 2,500 ({@code InlineSmallCode}) no loop inlines it
 *       again, and all that use it (erf and GELU, both ways) were boxed for ever, seen in one start
 *       of a busy machine. So a helper pins the vectors that it is given, and its code no longer
 *       depends on profiles. {@code -XX:-UseTypeProfile} makes every start such a start: with it
 *       erf, GELU, ELU, SELU, SiLU, tanh, softplus, softmax and sums were boxed, by the order of
 *       the calls. With pins, and without a helper that stored four vectors, two of four such
 *       starts on a loaded core left one kernel each (layer norm backward, {@code dot}), and four
 *       plain starts, six JVMs at once on two cores, one or two each (layer norm both ways,
 *       cross-entropy, the gradients of log and softmax): cause not known, perhaps C2 was merely
 *       late.
 * </ul>
 *
 * <p>Handles made sums of 10 to 32 elements up to 30 % slower; those are scalar now, in the same
 * order: 27 ns instead of 36 (16 rows in a loop).
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
 *
 * <p>Lost: the maximum of the next row in the loop of exponentials and division (rows of 1,000: 0
 * to 2 % at 512 bits, 2 % slower with 16 registers; halved at the end of that loop, it is boxed).
 */
package dev.neurite.kernel.simd;
