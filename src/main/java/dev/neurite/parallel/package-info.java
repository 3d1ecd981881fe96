/**
 * A fixed pool of threads, and the split of a range among them.
 *
 * <p>{@link dev.neurite.parallel.WorkerPool} runs a {@link dev.neurite.parallel.RangeTask} on
 * contiguous parts of [0, size): the caller takes the first, daemon workers the others. The split
 * depends on size, granule and number of threads alone, so the same thread meets the same elements
 * every time. A pool is made on request and closed by whoever made it; nothing here is static.
 *
 * <p>What a caller wrote before {@code run} is seen by every part, and what the parts wrote is seen
 * by the caller after it: plain and native memory alike.
 *
 * <h2>Why not the common pool</h2>
 *
 * A training step hands out work dozens of times within a millisecond. {@code ForkJoinPool}
 * allocates a task for each and shares its threads with the rest of the process; virtual threads
 * are for waiting, not for arithmetic. Here a worker spins for some microseconds before it parks,
 * finds its range in fields, and nothing is allocated.
 */
package dev.neurite.parallel;
