/**
 * Benchmarks of Neurite, by the package they measure.
 *
 * <p>JMH classes measure one kernel, network or epoch each. {@link dev.neurite.bench.Peers}
 * compares the kernels with other libraries, {@link dev.neurite.bench.starts.Starts} one start of
 * the JVM with another: they need fresh processes and rivals of which JMH knows nothing.
 *
 * <p>The implementation is a parameter of each benchmark, never a second method. Operands are made
 * in the set-up, which also compares the result with the scalar kernels' bit by bit: a wrong kernel
 * is not fast. Timed methods compute and return.
 */
package dev.neurite.bench;
