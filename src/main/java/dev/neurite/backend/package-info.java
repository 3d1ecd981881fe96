/**
 * Chooses the kernels, and says which and why.
 *
 * <p>{@link dev.neurite.backend.Backend} is the choice, immutable: automatic, scalar or SIMD, and
 * the number of threads. {@link dev.neurite.backend.Engine} is what comes of it: live kernels, with
 * scratch and threads of their own, owned and closed by a network.
 *
 * <p>With several threads, a decorator splits every call over the rows or elements of its output,
 * never over the sums, so the bits are the same for any number of threads.
 *
 * <h2>The gate</h2>
 *
 * SIMD kernels run where all of this holds, in this order: they are not switched off ({@code
 * -Dneurite.simd=false}); the module {@code jdk.incubator.vector} is there; the JVM is HotSpot and
 * says neither that it only interprets nor that it emulates a client ({@code
 * -XX:TieredStopAtLevel=1}), because without C2 Vector API code is 15 to 100 times slower than
 * scalar code; and vectors can be used. Stop levels of 0, 2 and 3, which are for debugging a JVM,
 * are not noticed. A missing module is normal, not an error, unless SIMD was asked for: then the
 * message names {@code --add-modules jdk.incubator.vector}.
 *
 * <p>All kernels use fused multiply–add. Where the CPU has none, {@link Math#fma} is thousands of
 * times slower: {@link dev.neurite.backend.Backend#start} refuses that, unless an option allows it.
 *
 * <h2>Properties</h2>
 *
 * {@code neurite.simd} ({@code false} turns SIMD off) and {@code neurite.width} (128, 256 or 512:
 * the width of vectors in bits). Both are read once. The second one is read where the vectors are,
 * because it must be a constant before the first kernel is compiled.
 *
 * <h2>Why reflection</h2>
 *
 * The SIMD class is loaded by name, so that no Vector class is ever touched in a JVM without the
 * module: a class path application that forgets the flag gets scalar kernels and a reason, not a
 * {@link NoClassDefFoundError}.
 */
package dev.neurite.backend;
