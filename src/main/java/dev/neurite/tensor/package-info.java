/**
 * Typed views on off-heap memory: {@link dev.neurite.tensor.Shape} and {@link
 * dev.neurite.tensor.Tensor}.
 *
 * <p>A tensor is a view: it owns nothing and closes nothing. Whoever made the {@link
 * java.lang.foreign.Arena} closes it. Tensors are row-major, hold 32-bit floats, and start at a
 * multiple of 64 bytes. There is no arithmetic here: that is what {@link dev.neurite.kernel} is
 * for.
 *
 * <h2>Why off-heap</h2>
 *
 * Weights in flat native segments never move, so vector loads stay aligned and the collector never
 * copies them; and one kernel parameter sees one kind of memory for ever, which is what the JIT
 * needs: a kernel fed with heap and native segments in turn becomes up to ten times slower for
 * both.
 */
package dev.neurite.tensor;
