package dev.neurite.io.onnx;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Elu;
import dev.neurite.activation.Gelu;
import dev.neurite.activation.GeluTanh;
import dev.neurite.activation.Identity;
import dev.neurite.activation.LeakyRelu;
import dev.neurite.activation.Relu;
import dev.neurite.activation.Selu;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Silu;
import dev.neurite.activation.Softmax;
import dev.neurite.activation.Softplus;
import dev.neurite.activation.Step;
import dev.neurite.activation.Tanh;
import dev.neurite.io.onnx.GraphWriter.Attribute;
import dev.neurite.layer.Clip;
import dev.neurite.layer.Columns;
import dev.neurite.layer.GroupSoftmax;
import java.util.ArrayList;
import java.util.List;

/** How activations and small layers are spelled in the operators of a version. */
final class Spelling {
  private static final int HAS_GELU = 20; // the version that brought it
  private static final int HAS_LAYER_NORM = 17;
  private static final int AXES_ARE_INPUTS = 18; // of reductions

  private final GraphWriter graph;
  private final int opset;

  Spelling(GraphWriter graph, int opset) {
    this.graph = graph;
    this.opset = opset;
  }

  /** y = f(x): the name of y. */
  String activation(String place, Activation activation, String x) {
    return switch (activation) {
      case Identity _ -> x;
      case Step _ -> {
        String fires = graph.node(place, "GreaterOrEqual", List.of(x, graph.scalar(0)));
        yield graph.node(place, "Cast", List.of(fires), Attribute.of("to", 1));
      }
      case Sigmoid _ -> graph.node(place, "Sigmoid", List.of(x));
      case Tanh _ -> graph.node(place, "Tanh", List.of(x));
      case Relu _ -> graph.node(place, "Relu", List.of(x));
      case LeakyRelu f ->
          graph.node(place, "LeakyRelu", List.of(x), Attribute.of("alpha", f.slope()));
      case Elu f -> graph.node(place, "Elu", List.of(x), Attribute.of("alpha", f.alpha()));
      case Selu _ -> graph.node(place, "Selu", List.of(x));
      case Gelu _ -> gelu(place, x);
      case GeluTanh _ -> geluTanh(place, x);
      case Softplus _ -> graph.node(place, "Softplus", List.of(x));
      case Silu _ -> mul(place, x, graph.node(place, "Sigmoid", List.of(x)));
      case Softmax _ -> graph.node(place, "Softmax", List.of(x), Attribute.of("axis", -1));
    };
  }

  /** x·½·(1 + erf(x/√2)) before there is an operator. */
  private String gelu(String place, String x) {
    if (opset >= HAS_GELU) {
      return graph.node(place, "Gelu", List.of(x));
    }
    String scaled = mul(place, x, graph.scalar((float) Math.sqrt(0.5)));
    return half(place, x, graph.node(place, "Erf", List.of(scaled)));
  }

  /** x·½·(1 + tanh(√(2/π)·(x + 0.044715·x³))) before there is an operator. */
  private String geluTanh(String place, String x) {
    if (opset >= HAS_GELU) {
      return graph.node(place, "Gelu", List.of(x), Attribute.of("approximate", "tanh"));
    }
    String cube = mul(place, mul(place, x, x), x);
    String sum = add(place, x, mul(place, cube, graph.scalar(0.044715f)));
    String scaled = mul(place, sum, graph.scalar((float) Math.sqrt(2 / Math.PI)));
    return half(place, x, graph.node(place, "Tanh", List.of(scaled)));
  }

  private String half(String place, String x, String gate) {
    return mul(place, mul(place, x, graph.scalar(0.5f)), add(place, gate, graph.scalar(1)));
  }

  String clip(String place, Clip clip, String x) {
    List<String> inputs = new ArrayList<>(List.of(x));
    boolean high = clip.high() != Float.POSITIVE_INFINITY;
    if (clip.low() != Float.NEGATIVE_INFINITY) {
      inputs.add(graph.scalar(clip.low()));
    } else if (high) {
      inputs.add("");
    }
    if (high) {
      inputs.add(graph.scalar(clip.high()));
    }
    return graph.node(place, "Clip", inputs);
  }

  String softmax(String place, GroupSoftmax softmax, int width, String x) {
    String type = softmax.logarithm() ? "LogSoftmax" : "Softmax";
    if (softmax.groups() == 1) {
      return graph.node(place, type, List.of(x), Attribute.of("axis", -1));
    }
    String parts = reshape(place, "groups", x, softmax.groups(), width / softmax.groups());
    String y = graph.node(place, type, List.of(parts), Attribute.of("axis", -1));
    return reshape(place, "row", y, width);
  }

  /** The largest of every so many neighbours. */
  String maxout(String place, int pieces, int out, String x) {
    String parts = reshape(place, "pieces", x, out, pieces);
    if (opset >= AXES_ARE_INPUTS) {
      String axes = graph.integers(place + ".axes", 2);
      return graph.node(place, "ReduceMax", List.of(parts, axes), Attribute.of("keepdims", 0));
    }
    return graph.node(
        place,
        "ReduceMax",
        List.of(parts),
        Attribute.ofIntegers("axes", 2),
        Attribute.of("keepdims", 0));
  }

  String layerNorm(String place, float epsilon, String x, String gamma, String beta) {
    if (opset >= HAS_LAYER_NORM) {
      return graph.node(
          place,
          "LayerNormalization",
          List.of(x, gamma, beta),
          Attribute.of("axis", -1),
          Attribute.of("epsilon", epsilon));
    }
    String difference = graph.node(place, "Sub", List.of(x, mean(place, x)));
    String variance = mean(place, mul(place, difference, difference));
    String root = graph.node(place, "Sqrt", List.of(add(place, variance, graph.scalar(epsilon))));
    String normalised = graph.node(place, "Div", List.of(difference, root));
    return add(place, mul(place, normalised, gamma), beta);
  }

  private String mean(String place, String x) {
    return graph.node(place, "ReduceMean", List.of(x), Attribute.ofIntegers("axes", -1));
  }

  String columns(String place, Columns columns, String x) {
    return graph.node(
        place,
        "Slice",
        List.of(
            x,
            graph.integers(place + ".from", columns.from()),
            graph.integers(place + ".to", columns.to()),
            graph.integers(place + ".axis", 1)));
  }

  private String reshape(String place, String name, String x, long... dimensions) {
    long[] shape = new long[dimensions.length + 1]; // 0 first: as many rows as there are
    System.arraycopy(dimensions, 0, shape, 1, dimensions.length);
    return graph.node(place, "Reshape", List.of(x, graph.integers(place + "." + name, shape)));
  }

  private String mul(String place, String a, String b) {
    return graph.node(place, "Mul", List.of(a, b));
  }

  private String add(String place, String a, String b) {
    return graph.node(place, "Add", List.of(a, b));
  }
}
