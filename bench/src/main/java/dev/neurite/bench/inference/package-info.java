/**
 * The contests of prediction: this library's predictor, and those of other libraries, on rows and
 * batches of small networks, warm and in a JVM that has just started.
 *
 * <p>{@link dev.neurite.bench.inference.InferenceContest} starts JVM after JVM, a contestant each;
 * in it an {@link dev.neurite.bench.inference.InferenceRound} loads the networks from files, checks
 * their outputs against double precision, warms up, and times. {@link
 * dev.neurite.bench.inference.ColdContest} looks at the same JVM from its start on. A new
 * contestant is a {@link dev.neurite.bench.inference.Model} in {@code rivals} and a line in {@code
 * Rival}.
 *
 * <h2>Why the worst start</h2>
 *
 * A JIT does not compile a program alike twice. A service restarts, and gets what it gets: so every
 * contestant has several starts, and its worst one is what stands in the table. Within a start the
 * best block counts, as other load on the machine only ever slows one.
 *
 * <h2>Why one JVM for all networks</h2>
 *
 * A service has more than one model. Networks of one layer size after the other leave the JIT a
 * profile that fits none of them alone; a figure that needs a JVM to itself is not one a user sees.
 */
package dev.neurite.bench.inference;
