/**
 * The contract of the kernels in plain loops: the specification in Java, and what runs where the
 * Vector API does not.
 *
 * <p>{@link dev.neurite.kernel.scalar.ScalarKernels} is the one public class; there is one file per
 * family. Every loop goes in the canonical order that the contract states, so it can be checked
 * against the formula by eye.
 *
 * <h2>Why copies into arrays</h2>
 *
 * Access to single elements of a {@link java.lang.foreign.MemorySegment} is slow until C2 has
 * compiled it: the first call of a 784→256 layer took 60–100 ms that way. The same loop over
 * scratch {@code float[]}s that bulk copies fill took 7–14 ms at first and 0.042 ms after 5,000
 * calls (AMD Zen 3, JDK 25), with inner loops in small methods, which C2 vectorises by itself. It
 * is just as plain and gives the same bits. The scratch belongs to the instance and grows to the
 * largest operand seen, so nothing is allocated once sizes repeat.
 */
package dev.neurite.kernel.scalar;
