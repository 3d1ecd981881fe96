/** Benchmarks of whole networks: rows and batches. */
package dev.neurite.bench.network;
