/**
 * Models as safetensors files: {@link dev.neurite.io.safetensors.TensorFile} is a file in memory,
 * {@link dev.neurite.io.safetensors.SafetensorsException} what every bad file becomes.
 *
 * <h2>The format</h2>
 *
 * <pre>{@code
 * byte 0        8 bytes   N, the length of the header: unsigned, little-endian, at most 100,000,000
 * byte 8        N bytes   the header: a JSON object in UTF-8, from its brace on, then spaces
 *                         {"__metadata__": {"key": "value", …},
 *                          "fc1.weight": {"dtype": "F32", "shape": [256, 784],
 *                                         "data_offsets": [0, 802816]}, …}
 * byte 8 + N    the rest  the data section: elements, row-major, little-endian
 * }</pre>
 *
 * {@code data_offsets} are first byte and end within the data section. The entries stand in any
 * order; sorted by offset they fill the data section without a hole, an overlap or a rest. Scalars
 * (shape {@code []}), dimensions of 0 and elements that are NaN are fine. No key may come twice.
 * Source: the safetensors specification, <a
 * href="https://github.com/huggingface/safetensors#format">section Format</a>.
 *
 * <h2>Conventions</h2>
 *
 * <ul>
 *   <li>Files are written with F32 tensors sorted by name, metadata sorted by key, and the header
 *       padded so that the data begins at a multiple of 64 bytes. The format forbids holes, so only
 *       the first tensor is sure to be aligned in the file; in memory all are. Reading assumes no
 *       alignment.
 *   <li>F64, F16 and BF16 are read too and become F32, with a note. A finite F64 beyond the range
 *       of F32 is an error. Other types are checked and left out.
 *   <li>Byte offsets in messages about JSON count from the start of the file, those of tensors from
 *       the start of the data section, as {@code data_offsets} do.
 *   <li>Nothing is shared between threads; a file in memory is immutable but for its tensors'
 *       elements.
 * </ul>
 *
 * <h2>Limits beyond the format's</h2>
 *
 * A tensor has at most 2³¹ − 1 elements and 64 dimensions; a header holds at most 2²⁰ values (about
 * 100,000 tensors), nested at most 64 deep; an entry has no keys but its three. They bound what a
 * hostile header can cost.
 *
 * <h2>Why</h2>
 *
 * <ul>
 *   <li>No mapping of files: a compiled vector loop over a mapping whose file is truncated kills
 *       the JVM, where reading gives an exception. Copying 10 MB costs a few milliseconds.
 *   <li>JSON of our own: the JDK has none, the jar depends on nothing, and libraries differ in just
 *       what matters here: duplicate keys, depth, lone surrogates, exact numbers, byte positions.
 *   <li>The header is pulled apart without a tree: a tree of {@code [0,0,0,…} takes 30 times the
 *       memory of its text.
 *   <li>A temporary file and a rename: a service that loads while a trainer saves sees the old
 *       model or the new one, and a full disk costs neither.
 * </ul>
 */
package dev.neurite.io.safetensors;
