package dev.neurite.io.onnx;

import java.util.List;
import java.util.Map;

/** Every operator that is supported, and where it is turned into layers. */
final class Operators {
  private static final Map<String, String> NEAREST =
      Map.ofEntries(
          Map.entry("Conv", "networks are dense; a convolution can be written out as one Gemm"),
          Map.entry("LSTM", "networks have no memory; flatten a window of steps into a row"),
          Map.entry("GRU", "networks have no memory; flatten a window of steps into a row"),
          Map.entry("RNN", "networks have no memory; flatten a window of steps into a row"),
          Map.entry("Erf", "it is known as part of GELU: x·½·(1 + erf(x/√2))"),
          Map.entry("Exp", "it is known as part of softplus and of the sigmoid"),
          Map.entry("Log", "it is known as part of softplus; or export LogSoftmax"),
          Map.entry("Pow", "it is known of constants, and as part of GELU and layer norm"),
          Map.entry("Sqrt", "it is known of constants, and as part of layer norm"),
          Map.entry("ReduceMean", "it is known as part of layer norm; or spell it as MatMul"),
          Map.entry("ReduceSum", "spell it as MatMul by a column of ones"),
          Map.entry("ReduceL2", "a Normalizer of ai.onnx.ml divides by the norm of a row"),
          Map.entry("Greater", "a step is known as Cast of GreaterOrEqual 0"),
          Map.entry("GreaterOrEqual", "it is known before a Cast, as a step at 0"),
          Map.entry("Less", "it is known before Not and Cast, as a step at 0"),
          Map.entry("Where", "Clip limits, and a step is known as Cast of GreaterOrEqual 0"),
          Map.entry("Softsign", "train with Tanh"),
          Map.entry("ThresholdedRelu", "train with Relu"),
          Map.entry("Abs", "spell it as Relu(x) + Relu(-x)"),
          Map.entry("Max", "Clip does it for constants"),
          Map.entry("Min", "Clip does it for constants"),
          Map.entry("Expand", "arithmetic stretches constants without it"),
          Map.entry("HardSigmoid", "train with Sigmoid, or spell it as Mul, Add and Clip"),
          Map.entry("HardSwish", "train with SiLU"),
          Map.entry("Mish", "train with SiLU"),
          Map.entry("TreeEnsembleClassifier", "trees are no networks"),
          Map.entry("TreeEnsembleRegressor", "trees are no networks"),
          Map.entry("Embedding", "encode categories as columns of 0 and 1, before a Gemm"),
          Map.entry("OneHotEncoder", "encode categories before the model"),
          Map.entry("If", "export the branch that is taken"),
          Map.entry("Loop", "export the loop unrolled"),
          Map.entry("QLinearMatMul", "export the model before it is quantised"),
          Map.entry("DequantizeLinear", "export the model before it is quantised"));

  private Operators() {}

  /** Sets the outputs of a node. */
  static void apply(Op op) {
    switch (op.node().domain()) {
      case ModelProto.CORE -> core(op);
      case ModelProto.MACHINE_LEARNING -> MachineLearningOperators.apply(op);
      case "com.microsoft" -> microsoft(op);
      default -> throw unsupported(op);
    }
  }

  private static void core(Op op) {
    checkOld(op);
    switch (op.type()) {
      case "Gemm" -> DenseOperators.gemm(op);
      case "MatMul" -> DenseOperators.matMul(op);
      case "Relu", "LeakyRelu", "PRelu", "Elu", "Selu", "Celu", "Sigmoid", "Tanh" ->
          ActivationOperators.apply(op);
      case "Gelu", "Softplus", "Swish", "Clip", "Softmax", "LogSoftmax" ->
          ActivationOperators.apply(op);
      case "Add", "Sub", "Mul", "Div", "Neg", "Sum" -> ArithmeticOperators.apply(op);
      case "Sqrt", "Pow", "Reciprocal" -> ArithmeticOperators.ofConstants(op);
      case "BatchNormalization" -> NormalisationOperators.batchNorm(op);
      case "LayerNormalization" -> NormalisationOperators.layerNorm(op);
      case "Constant" -> ConstantOperators.constant(op);
      case "ConstantOfShape" -> ConstantOperators.constantOfShape(op);
      case "Shape" -> ConstantOperators.shape(op);
      case "Identity", "Dropout", "Cast" -> ShapeOperators.same(op);
      case "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> ShapeOperators.reshape(op);
      case "Transpose" -> ShapeOperators.transpose(op);
      case "Concat" -> ColumnOperators.concat(op);
      case "Slice" -> ColumnOperators.slice(op);
      case "Split" -> ColumnOperators.split(op);
      case "Gather" -> ColumnOperators.gather(op);
      case "ReduceMax" -> ColumnOperators.largest(op);
      case "ArgMax" -> MachineLearningOperators.argMax(op);
      default -> throw unsupported(op);
    }
  }

  /**
   * Before opset 7 broadcasting was asked for, along an axis that could be chosen, and a model for
   * inference said so.
   */
  private static void checkOld(Op op) {
    if (op.opset() >= 7) {
      return;
    }
    boolean arithmetic = List.of("Add", "Sub", "Mul", "Div", "Pow").contains(op.type());
    if (arithmetic && op.hasAttribute("axis")) {
      throw op.fail("broadcasts along an axis, as before opset 7; export with opset 7 or later");
    }
    boolean trains = List.of("BatchNormalization", "Dropout").contains(op.type());
    if (trains && op.integer("is_test", 0) == 0) {
      throw op.fail("is in training mode; export the model for inference");
    }
  }

  private static void microsoft(Op op) {
    switch (op.type()) {
      case "Gelu", "FastGelu" -> ActivationOperators.apply(op);
      default -> throw unsupported(op);
    }
  }

  /** Names the operator, its opset, and what is nearest to it. */
  static OnnxException unsupported(Op op) {
    String nearest = NEAREST.get(op.type());
    return op.fail(
        "the operator "
            + op.type()
            + " of opset "
            + op.opset()
            + " is not supported"
            + (nearest == null ? "" : "; nearest: " + nearest));
  }
}
