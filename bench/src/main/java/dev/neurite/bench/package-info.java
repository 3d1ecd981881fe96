/**
 * Benchmarks of Neurite, by the package they measure.
 *
 * <p>The implementation is a parameter of each benchmark, never a second method. Operands are made
 * in the set-up, which also compares the result with the scalar kernels' bit by bit: a wrong kernel
 * is not fast. Timed methods compute and return.
 */
package dev.neurite.bench;
