/**
 * What the tests of kernels stand on: operands in guarded memory, one {@link
 * dev.neurite.testing.KernelCase} per kernel and variant, and the comparison of bits.
 *
 * <p>{@link dev.neurite.testing.KernelCases} lists the cases; {@link dev.neurite.testing.SameBits}
 * runs one on two implementations; {@link dev.neurite.testing.TestKernels} says which
 * implementation this JVM is to test. All data are a function of a {@link
 * dev.neurite.testing.Problem}, so a failure can be repeated from the text it prints. {@link
 * dev.neurite.testing.Generators} is the only class that knows jqwik's arbitraries.
 */
package dev.neurite.testing;
