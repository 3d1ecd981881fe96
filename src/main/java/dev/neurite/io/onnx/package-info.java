/**
 * ONNX files, in and out: {@link dev.neurite.io.onnx.OnnxFile} loads a file as an {@link
 * dev.neurite.io.onnx.OnnxModel}, a network with the names of its inputs and outputs, and saves a
 * network as a file; {@link dev.neurite.io.onnx.OnnxException} is what every bad file becomes.
 *
 * <pre>{@code
 * try (OnnxModel model = OnnxFile.load(Path.of("model.onnx"))) {
 *   Predictor predictor = model.predictor();                    // of its own: outlives the model
 *   float[] outputs = predictor.predict(row);
 *   String label = model.output("label").label(outputs);        // one of the file's outputs
 *   OnnxFile.save(model.network(), Path.of("again.onnx"));
 * }
 * }</pre>
 *
 * <h2>What is read</h2>
 *
 * Opsets 7 to 26, and earlier ones where the operators mean the same. The first dimension is the
 * rows, of any number, whatever the file fixes; all others are flattened to the columns of a row.
 * Where a node works across the first dimension and all are fixed, the whole input is one row.
 *
 * <ul>
 *   <li>Layers: Gemm, MatMul, BatchNormalization, LayerNormalization, Softmax and LogSoftmax (by
 *       both axis rules), Add, Sub, Mul, Div and Sum, ReduceMax of the last axis, Clip; Relu,
 *       LeakyRelu, PRelu of one slope, Elu, Selu, Celu, Sigmoid, Tanh, Gelu, Softplus, Swish.
 *   <li>Spelled out: GELU by erf or tanh, SiLU, softplus, the sigmoid, steps, layer norm.
 *   <li>Shapes: Identity, Dropout, Cast, Flatten, Reshape, Squeeze, Unsqueeze, Shape, Transpose of
 *       constants; Concat, Slice, Split and Gather of neighbouring columns, and of constants.
 *   <li>scikit-learn's domain: Scaler, Normalizer, LinearRegressor, LinearClassifier; ArgMax,
 *       ArrayFeatureExtractor, LabelEncoder and ZipMap, which decide and name classes.
 * </ul>
 *
 * Any other operator is refused with its node, its opset and what is nearest. Weights become F32.
 * Data in other files are read from the folder of the model alone.
 *
 * <h2>What is written</h2>
 *
 * One node for each layer and each activation, fewer where a layer does nothing; GELU and layer
 * norm spelled out before the opsets that have them. Every file is read back and compared before it
 * takes its name.
 *
 * <h2>Hostile files</h2>
 *
 * Lengths are checked before they are trusted; nothing calls itself, so depth costs nothing; a file
 * has at most 2²⁰ messages and texts; and the numbers an import may make are bounded by 4 million
 * and the bytes of the file.
 *
 * <h2>Why</h2>
 *
 * <ul>
 *   <li>A reader of our own: of protocol buffers' code ONNX needs four wire types and twelve
 *       messages, 500 lines, where protobuf-java and the generated classes are megabytes.
 *   <li>Classes are no layers: {@code ArgMax} or {@code ZipMap} have no gradient and no floats. The
 *       network ends at the columns they read, and {@link dev.neurite.io.onnx.OnnxOutput} decides.
 *   <li>Patterns are looked for from the outputs backwards, so that what is inside of one is never
 *       met on its own; products are taken apart, as their order differs by exporter.
 *   <li>Features are shifted first and scaled then, in layers as in files: x·s − o·s cancels where
 *       the shift is large.
 * </ul>
 */
package dev.neurite.io.onnx;
