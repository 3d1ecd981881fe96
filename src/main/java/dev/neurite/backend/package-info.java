/**
 * Which kernels run: scalar or Vector API, on one thread or on several.
 *
 * <p>{@link dev.neurite.backend.ParallelKernels} splits calls among the threads of a {@link
 * dev.neurite.parallel.WorkerPool}; each thread has kernels of its own.
 */
package dev.neurite.backend;
