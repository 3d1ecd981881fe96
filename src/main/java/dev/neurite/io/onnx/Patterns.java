package dev.neurite.io.onnx;

import dev.neurite.io.onnx.Pattern.Match;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the patterns in a graph, from the outputs backwards: a node at which one ends is replaced,
 * and what nothing else needs inside of it is passed over.
 *
 * <p>Products are taken apart whatever their order: x·0.5·(1 + erf(x/√2)) has six spellings.
 */
final class Patterns {
  private static final double TOLERANCE = 1e-6; // constants are rounded to floats: 6e-8
  private static final int LEAVES = 8; // more factors than any pattern has

  private final Import values;
  private final Graph graph;

  Patterns(Import values, Graph graph) {
    this.values = values;
    this.graph = graph;
  }

  /** What to do with nodes that aren't to be taken as they are. */
  Map<NodeProto, Match> find() {
    Map<NodeProto, Match> matches = new IdentityHashMap<>();
    Set<String> wanted = new HashSet<>(values.outputs());
    for (NodeProto node : graph.order().reversed()) {
      if (node.outputs().stream().noneMatch(wanted::contains)) {
        matches.put(node, new Match(null, "", 0, null));
        continue;
      }
      Match match = node.outputs().size() == 1 ? match(node) : null;
      if (match == null) {
        wanted.addAll(node.inputs());
      } else {
        matches.put(node, match);
        wanted.add(match.input());
      }
    }
    return matches;
  }

  private Match match(NodeProto node) {
    if (!node.domain().isEmpty() || values.isConstant(node.outputs().getFirst())) {
      return null;
    }
    return switch (node.type()) {
      case "Mul" -> {
        Match gate = gate(node);
        yield gate == null ? layerNorm(node) : gate;
      }
      case "Div" -> {
        Match gate = gate(node);
        gate = gate == null ? layerNorm(node) : gate;
        yield gate == null ? sigmoid(node) : gate;
      }
      case "Reciprocal" -> sigmoid(node);
      case "Log" -> softplus(node);
      case "Cast" -> step(node);
      default -> null;
    };
  }

  /** x·½·(1 + erf(x/√2)), x·½·(1 + tanh(…)), x·σ(x). */
  private Match gate(NodeProto node) {
    Product product = product(node);
    if (product == null || product.leaves().size() != 2) {
      return null;
    }
    Match match = gate(product.factor(), product.leaves().get(0), product.leaves().get(1));
    return match != null
        ? match
        : gate(product.factor(), product.leaves().get(1), product.leaves().get(0));
  }

  private Match gate(double factor, String x, String gate) {
    NodeProto maker = graph.maker(gate);
    if (maker == null) {
      return null;
    }
    if (maker.is("Sigmoid") && near(factor, 1) && in(maker, 0).equals(x)) {
      return found(Pattern.SILU, x);
    }
    NodeProto inner = near(factor, 0.5) ? graph.maker(plus(gate, 1)) : null;
    if (inner == null) {
      return null;
    }
    Product argument = product(in(inner, 0));
    if (argument == null) {
      return null;
    }
    if (inner.is("Erf")) {
      boolean exact =
          near(argument.factor(), Math.sqrt(0.5)) && argument.leaves().equals(List.of(x));
      return exact ? found(Pattern.GELU, x) : null;
    }
    boolean cubic = inner.is("Tanh") && near(argument.factor(), Math.sqrt(2 / Math.PI));
    return cubic && cubic(argument.leaves(), x) ? found(Pattern.GELU_TANH, x) : null;
  }

  /** x + 0.044715·x³, or x·(1 + 0.044715·x²). */
  private boolean cubic(List<String> leaves, String x) {
    if (leaves.size() == 1) {
      NodeProto sum = graph.maker(leaves.getFirst());
      return sum != null && sum.is("Add") && isPower(other(sum, x), x, 3);
    }
    return leaves.size() == 2
        && leaves.contains(x)
        && isPower(plus(leaves.get(leaves.get(0).equals(x) ? 1 : 0), 1), x, 2);
  }

  /** 0.044715·xⁿ. */
  private boolean isPower(String name, String x, int exponent) {
    Product product = name == null ? null : product(name);
    if (product == null || !near(product.factor(), 0.044715)) {
      return false;
    }
    int count = 0;
    for (String leaf : product.leaves()) {
      NodeProto power = graph.maker(leaf);
      if (leaf.equals(x)) {
        count++;
      } else if (power != null && power.is("Pow") && in(power, 0).equals(x)) {
        count += (int) scalar(in(power, 1));
      } else {
        return false;
      }
    }
    return count == exponent;
  }

  /** ln(1 + eˣ). */
  private Match softplus(NodeProto log) {
    NodeProto exp = graph.maker(plus(in(log, 0), 1));
    return exp != null && exp.is("Exp") ? found(Pattern.SOFTPLUS, in(exp, 0)) : null;
  }

  /** 1/(1 + e⁻ˣ). */
  private Match sigmoid(NodeProto node) {
    boolean inverse = node.type().equals("Reciprocal") || near(scalar(in(node, 0)), 1);
    NodeProto exp = inverse ? graph.maker(plus(in(node, node.inputs().size() - 1), 1)) : null;
    if (exp == null || !exp.is("Exp")) {
      return null;
    }
    NodeProto negative = graph.maker(in(exp, 0));
    if (negative != null && negative.is("Neg")) {
      return found(Pattern.SIGMOID, in(negative, 0));
    }
    Product product = product(in(exp, 0));
    return product != null && near(product.factor(), -1) && product.leaves().size() == 1
        ? found(Pattern.SIGMOID, product.leaves().getFirst())
        : null;
  }

  /** 1 where x ≥ 0, or where not x &lt; 0; else 0. */
  private Match step(NodeProto cast) {
    NodeProto truth = graph.maker(in(cast, 0));
    boolean negated = truth != null && truth.is("Not");
    NodeProto test = negated ? graph.maker(in(truth, 0)) : truth;
    boolean zero =
        test != null && test.is(negated ? "Less" : "GreaterOrEqual") && scalar(in(test, 1)) == 0;
    return zero ? found(Pattern.STEP, in(test, 0)) : null;
  }

  /** d/√(mean(d²) + ε) or its product with the reciprocal, in both orders; d = x − mean(x). */
  private Match layerNorm(NodeProto node) {
    if (node.is("Div")) {
      return layerNorm(in(node, 0), root(in(node, 1)));
    }
    Match match = layerNorm(in(node, 0), inverseRoot(in(node, 1)));
    return match != null ? match : layerNorm(in(node, 1), inverseRoot(in(node, 0)));
  }

  /** What a square root is of; null if it isn't one. */
  private String root(String name) {
    NodeProto maker = graph.maker(name);
    boolean found =
        maker != null && (maker.is("Sqrt") || maker.is("Pow") && scalar(in(maker, 1)) == 0.5);
    return found ? in(maker, 0) : null;
  }

  private String inverseRoot(String name) {
    NodeProto maker = graph.maker(name);
    return maker != null && maker.is("Reciprocal") ? root(in(maker, 0)) : null;
  }

  private Match layerNorm(String difference, String radicand) {
    NodeProto subtract = graph.maker(difference);
    NodeProto sum = radicand == null ? null : graph.maker(radicand);
    if (subtract == null || !subtract.is("Sub") || sum == null || !sum.is("Add")) {
      return null;
    }
    double epsilon = scalar(in(sum, 1));
    String variance = in(sum, 0);
    if (Double.isNaN(epsilon)) {
      epsilon = scalar(variance);
      variance = in(sum, 1);
    }
    NodeProto mean = graph.maker(in(subtract, 1));
    NodeProto meanOfSquares = graph.maker(variance);
    String x = in(subtract, 0);
    if (!(epsilon > 0) || !isMean(mean, x) || meanOfSquares == null) {
      return null;
    }
    boolean squares = isSquare(graph.maker(in(meanOfSquares, 0)), subtract);
    long[] axes = axes(mean);
    return squares
            && meanOfSquares.is("ReduceMean")
            && axes != null
            && Arrays.equals(axes, axes(meanOfSquares))
        ? new Match(Pattern.LAYER_NORM, x, (float) epsilon, axes)
        : null;
  }

  private static boolean isMean(NodeProto node, String x) {
    return node != null && node.is("ReduceMean") && in(node, 0).equals(x);
  }

  /** True for the square of this difference, or of another of the same two. */
  private boolean isSquare(NodeProto square, NodeProto difference) {
    if (square == null || square.inputs().isEmpty()) {
      return false;
    }
    NodeProto base = graph.maker(in(square, 0));
    boolean same = base != null && base.is("Sub") && base.inputs().equals(difference.inputs());
    boolean squared =
        square.is("Pow")
            ? scalar(in(square, 1)) == 2
            : square.is("Mul") && in(square, 0).equals(in(square, 1));
    return same && squared;
  }

  /** The axes of a mean that keeps its dimensions; null if they aren't known. */
  private long[] axes(NodeProto mean) {
    AttributeProto keep = mean.attributes().get("keepdims");
    if (keep != null && keep.integer() != 1) {
      return null;
    }
    AttributeProto listed = mean.attributes().get("axes");
    if (listed != null) {
      return listed.integers();
    }
    Constant given = mean.inputs().size() > 1 ? values.constant(in(mean, 1)) : null;
    return given == null ? null : given.integers();
  }

  /** Factors that aren't constant, and the product of those that are. */
  private record Product(double factor, List<String> leaves) {}

  private Product product(String name) {
    NodeProto maker = graph.maker(name);
    return maker != null && isProduct(maker) && graph.uses(name) == 1
        ? product(maker)
        : new Product(1, List.of(name));
  }

  /** Takes a product apart, through nodes that nothing else reads. */
  private Product product(NodeProto root) {
    double factor = 1;
    List<String> leaves = new ArrayList<>();
    ArrayDeque<NodeProto> waiting = new ArrayDeque<>(List.of(root));
    while (!waiting.isEmpty()) {
      NodeProto node = waiting.remove();
      if (node.inputs().size() != 2) {
        return null;
      }
      for (int i = 0; i < 2; i++) {
        String name = in(node, i);
        double scalar = scalar(name);
        boolean divisor = i == 1 && node.is("Div");
        NodeProto maker = graph.maker(name);
        if (!Double.isNaN(scalar)) {
          factor = divisor ? factor / scalar : factor * scalar;
        } else if (divisor) {
          return null;
        } else if (maker != null && isProduct(maker) && graph.uses(name) == 1) {
          waiting.add(maker);
        } else {
          leaves.add(name);
        }
        if (leaves.size() + waiting.size() > LEAVES) {
          return null;
        }
      }
    }
    return new Product(factor, leaves);
  }

  private static boolean isProduct(NodeProto node) {
    return node.is("Mul") || node.is("Div");
  }

  /** What is added to this constant; null if it isn't such a sum. */
  private String plus(String name, double constant) {
    NodeProto sum = graph.maker(name);
    if (sum == null || !sum.is("Add")) {
      return null;
    }
    if (near(scalar(in(sum, 0)), constant)) {
      return in(sum, 1);
    }
    return near(scalar(in(sum, 1)), constant) ? in(sum, 0) : null;
  }

  /** The other operand; null if x is none. */
  private static String other(NodeProto node, String x) {
    if (in(node, 0).equals(x)) {
      return in(node, 1);
    }
    return in(node, 1).equals(x) ? in(node, 0) : null;
  }

  /** An input, "" where there is none: which nothing makes. */
  private static String in(NodeProto node, int input) {
    return input >= 0 && input < node.inputs().size() ? node.inputs().get(input) : "";
  }

  /** The value of a constant of one element, else NaN. */
  private double scalar(String name) {
    Constant constant = values.constant(name);
    return constant != null && constant.elements() == 1 && !constant.isText()
        ? constant.floats()[0]
        : Double.NaN;
  }

  private static boolean near(double value, double expected) {
    return Math.abs(value - expected) <= TOLERANCE * Math.abs(expected);
  }

  private static Match found(Pattern pattern, String input) {
    return new Match(pattern, input, 0, null);
  }
}
