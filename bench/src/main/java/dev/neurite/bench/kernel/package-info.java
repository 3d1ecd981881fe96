/** Benchmarks of the kernels, one class per family. */
package dev.neurite.bench.kernel;
