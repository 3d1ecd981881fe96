/**
 * Dense neural networks, trained and served inside a JVM process, in pure Java on the Vector API.
 *
 * <p>A result does not depend on the vector width, on the number of threads, on whether a row is
 * scored alone or in a batch, or on whether SIMD is on: every kernel has one canonical order of
 * operations, and every implementation follows it bit for bit.
 *
 * <table>
 * <caption>The packages, from the network down to the arithmetic</caption>
 * <tr><th>package</th><th>purpose</th></tr>
 * <tr><td>{@link dev.neurite.linear}</td><td>the neuron, and the neuron as classifier: logistic and
 * softmax regression, linear support vector machine</td></tr>
 * <tr><td>{@link dev.neurite.train}</td><td>the training loop, early stopping, evaluation, a check of
 * gradients</td></tr>
 * <tr><td>{@link dev.neurite.serve}</td><td>predictors: frozen networks that any thread may
 * call</td></tr>
 * <tr><td>{@link dev.neurite.network}</td><td>chains and acyclic graphs of layers; parameters, buffers,
 * scaling and names</td></tr>
 * <tr><td>{@link dev.neurite.layer}</td><td>what networks are made of: Dense, Add, Concat</td></tr>
 * <tr><td>{@link dev.neurite.activation}, {@link dev.neurite.loss}, {@link dev.neurite.init}, {@link
 * dev.neurite.optim}</td><td>one record per concept</td></tr>
 * <tr><td>{@link dev.neurite.data}</td><td>data sets, CSV and IDX files, splitting, scaling</td></tr>
 * <tr><td>{@link dev.neurite.io.onnx}</td><td>models of other libraries, in and out</td></tr>
 * <tr><td>{@link dev.neurite.io.safetensors}</td><td>networks in files</td></tr>
 * <tr><td>{@link dev.neurite.backend}</td><td>chooses the kernels, and says which and why</td></tr>
 * <tr><td>{@link dev.neurite.kernel}</td><td>the contract of every kernel; {@code kernel.scalar} spells it
 * out, {@code kernel.simd} is fast</td></tr>
 * <tr><td>{@code parallel}</td><td>a fixed pool of workers, a deterministic split of ranges</td></tr>
 * <tr><td>{@link dev.neurite.random}</td><td>the counter-based generator</td></tr>
 * <tr><td>{@link dev.neurite.tensor}</td><td>typed views on off-heap memory</td></tr>
 * <tr><td>{@code check}</td><td>checks of arguments, and their wording</td></tr>
 * <tr><td>{@code cli}</td><td>the command line; nothing imports it</td></tr>
 * </table>
 *
 * <p>A batch in training flows {@code data} → {@code train} → {@code network} → {@code layer} →
 * {@code kernel}, and back along the same path.
 */
package dev.neurite;
