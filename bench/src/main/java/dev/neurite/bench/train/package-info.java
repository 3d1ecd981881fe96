/** Benchmarks of training. */
package dev.neurite.bench.train;
