/**
 * The kernel contest: this library's kernels, and those of other libraries, on the shapes of dense
 * layers.
 *
 * <p>{@link dev.neurite.bench.contest.Contest} starts a JVM per contestant; in it a round prepares
 * the {@link dev.neurite.bench.contest.Case cases}, checks each against a reference in double
 * precision, warms up, and times. A new {@link dev.neurite.bench.contest.Contestant} is a class in
 * {@code entrants} and a line in its list.
 *
 * <h2>Why a process each</h2>
 *
 * The JIT compiles a method for what it has seen. In one process the second contestant would run
 * code compiled for the first one's operands, and the last a polluted profile.
 *
 * <h2>Why the best block</h2>
 *
 * Other load on the machine only ever slows a block: the best of many short ones is the figure that
 * two runs agree on. Medians measure the neighbours.
 */
package dev.neurite.bench.contest;
