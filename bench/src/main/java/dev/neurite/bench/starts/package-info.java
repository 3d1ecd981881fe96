/**
 * Whether kernels are fast in every JVM that is started, not only in the lucky ones.
 *
 * <p>A method the JIT compiled badly at start-up can stay so for the life of the process, so one
 * start says little: {@link dev.neurite.bench.starts.Starts} makes twenty, half of them under
 * stress.
 */
package dev.neurite.bench.starts;
