package dev.neurite.network;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.backend.Backend;
import dev.neurite.backend.Engine;
import dev.neurite.check.Check;
import dev.neurite.kernel.Kernels;
import dev.neurite.layer.LayerSpec;
import dev.neurite.layer.Moment;
import dev.neurite.layer.Parameter;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A live network: parameters, buffers and kernels, forward and backward.
 *
 * <p>It takes raw features: the scaling of its {@link Schema} comes before the first layer. Its
 * outputs are those of its output node; without an activation there they are logits or scores.
 *
 * <p>Memory is off-heap and ends with {@link #close()}; a use after that is an {@link
 * IllegalStateException}. Thread safety: one caller at a time; a second one is refused.
 */
public final class Network implements AutoCloseable {
  private static final int NONE = -1;

  private final NetworkSpec spec;
  private final int out;
  private final Engine engine;
  private final Kernels kernels;
  private final Arena arena;
  private final List<Parameter> parameters;
  private final Plan plan;
  private final Input input;
  private final Moment moment = new Moment();
  private final Turnstile turnstile = new Turnstile();
  private Schema schema = Schema.NONE;
  private Arena buffers = Arena.ofShared();
  private int trained = NONE; // rows of the last call, if it was a forwardTraining
  private boolean lent; // the last call was trainingInput

  /** Takes engine and arena over: they end with the network. */
  private Network(NetworkSpec spec, Engine engine, Arena arena) {
    this.spec = spec;
    this.out = spec.out();
    this.engine = engine;
    this.arena = arena;
    this.kernels = engine.kernels();
    List<List<Parameter>> parametersByNode = PlanBuilder.parameters(arena, spec);
    this.parameters = flat(parametersByNode);
    this.plan = PlanBuilder.plan(spec, parametersByNode);
    this.input = new Input(arena, spec.in());
  }

  private static List<Parameter> flat(List<List<Parameter>> parametersByNode) {
    List<Parameter> all = new ArrayList<>();
    for (List<Parameter> ofNode : parametersByNode) {
      all.addAll(ofNode);
    }
    return List.copyOf(all);
  }

  /** A chain of layers on the best kernels there are; its parameters are zeros. */
  public static Network of(int in, LayerSpec... layers) {
    return of(NetworkSpec.chain(in, layers), Backend.automatic());
  }

  /** A network of this description on the best kernels there are; its parameters are zeros. */
  public static Network of(NetworkSpec spec) {
    return of(spec, Backend.automatic());
  }

  /** A network of this description on a backend of one's own; its parameters are zeros. */
  public static Network of(NetworkSpec spec, Backend backend) {
    Check.notNull("network", "spec", spec);
    Check.notNull("network", "backend", backend);
    Engine engine = backend.start();
    Arena arena = Arena.ofShared();
    try {
      return new Network(spec, engine, arena);
    } catch (RuntimeException | Error e) { // no memory: nothing half-made stays behind
      engine.close();
      arena.close();
      throw e;
    }
  }

  /** Draws all parameters, the same for the same seed on every machine; returns this network. */
  public Network initialise(long seed) {
    turnstile.enter();
    try {
      plan.initialise(new CounterRandom(seed, Purpose.INITIALISE));
      return this;
    } finally {
      turnstile.leave();
    }
  }

  /** The description. */
  public NetworkSpec spec() {
    return spec;
  }

  /** The number of features. */
  public int in() {
    return spec.in();
  }

  /** The number of outputs. */
  public int out() {
    return out;
  }

  /** Scaling and names. */
  public Schema schema() {
    return schema;
  }

  /**
   * Sets scaling and names; returns this network.
   *
   * @throws IllegalArgumentException if they are of another number of features or classes
   */
  public Network schema(Schema schema) {
    Check.notNull("network", "schema", schema).checkFits(in(), out());
    turnstile.enter();
    try {
      this.schema = schema;
      input.scaling(schema.scaling());
      return this;
    } finally {
      turnstile.leave();
    }
  }

  /** All parameters in the order of the nodes: live, in the network's memory. */
  public List<Parameter> parameters() {
    turnstile.checkOpen();
    return parameters;
  }

  /** What it consists of; the parameters are live, and gone once it is closed. */
  public Snapshot snapshot() {
    turnstile.checkOpen();
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      values.put(parameter.name(), parameter.value());
    }
    return new Snapshot(spec, schema, values);
  }

  /** The kernels it runs on. */
  public Kernels kernels() {
    turnstile.checkOpen();
    return kernels;
  }

  /** Which kernels run, and why. */
  public Backend.Report report() {
    return engine.report();
  }

  /**
   * Y ← network(X) for a batch of raw rows.
   *
   * @param x [rows, in], contiguous; read before this returns
   * @param batch the first rows of x to use
   * @return Y [batch, out], in a buffer of the network's, valid until its next call
   */
  public MemorySegment forward(MemorySegment x, int batch) {
    return forward(x, batch, false);
  }

  /**
   * Begins a step of training: until the next, {@link #forwardTraining} draws the random numbers of
   * this one. Without it, those of seed 0 and step 0 are drawn.
   *
   * @param random of the purpose {@link Purpose#DROPOUT}
   * @param step its number in the run
   */
  public void beginStep(CounterRandom random, long step) {
    turnstile.enter();
    try {
      moment.set(random, step);
    } finally {
      turnstile.leave();
    }
  }

  /**
   * As {@link #forward}, as layers compute in training: batch norm with the statistics of this
   * batch, dropout with neurons left out. Keeps what {@link #backward} needs.
   */
  public MemorySegment forwardTraining(MemorySegment x, int batch) {
    return forward(x, batch, true);
  }

  /**
   * Where rows may be gathered for the next {@link #forwardTraining}: given this memory, it copies
   * nothing, and scales rows where they lie. Given it again, or after another call, it throws an
   * {@link IllegalStateException}: the raw rows are gone then.
   *
   * @param batch how many rows there must be room for
   * @return raw rows [batch, in], in a buffer of the network's, valid until its next call
   */
  public MemorySegment trainingInput(int batch) {
    Check.size("network", "batch", batch);
    turnstile.enter();
    try {
      reserve(batch, true);
      trained = NONE; // the rows that a backward pass reads are overwritten
      lent = true;
      return input.buffer();
    } finally {
      turnstile.leave();
    }
  }

  /**
   * The gradient of the loss by every parameter, for the batch of the last {@link
   * #forwardTraining}.
   *
   * <p>The caller has written dY, the gradient by the outputs, into {@link #outputGradient()}. Once
   * per batch: buffers are used again on the way back.
   *
   * @throws IllegalStateException if the last call was not a forwardTraining of as many rows
   */
  public void backward(int batch) {
    turnstile.enter();
    try {
      if (batch != trained) {
        throw new IllegalStateException(
            "network: backward of " + batch + " rows without a forwardTraining of as many before");
      }
      trained = NONE;
      plan.backward(kernels, batch);
    } finally {
      turnstile.leave();
    }
  }

  /**
   * The output of a node in the last forward pass: [batch, width], valid until the next call of the
   * network's. For looking inside: what a layer makes of the rows.
   *
   * @throws IllegalArgumentException if there is no node of this name
   */
  public MemorySegment output(String node) {
    turnstile.checkOpen();
    for (int i = 0; i < spec.nodes().size(); i++) {
      if (spec.nodes().get(i).name().equals(node)) {
        return plan.value(i);
      }
    }
    throw new IllegalArgumentException(
        "network: there is no node \""
            + node
            + "\", only "
            + spec.nodes().stream().map(Node::name).toList());
  }

  /** dY [batch, out], to be written between {@link #forwardTraining} and {@link #backward}. */
  public MemorySegment outputGradient() {
    turnstile.checkOpen();
    return plan.outputGradient();
  }

  /**
   * One row.
   *
   * @param features [in]
   * @param outputs [out], overwritten
   */
  public void predict(float[] features, float[] outputs) {
    Check.length(
        "network", "features", in(), Check.notNull("network", "features", features).length);
    Check.length("network", "outputs", out(), Check.notNull("network", "outputs", outputs).length);
    turnstile.enter();
    try {
      MemorySegment row = input.row();
      MemorySegment.copy(features, 0, row, JAVA_FLOAT, 0, features.length);
      MemorySegment.copy(compute(row, 1, false), JAVA_FLOAT, 0, outputs, 0, outputs.length);
    } finally {
      turnstile.leave();
    }
  }

  /** One row: the outputs in a new array. */
  public float[] predict(float[] features) {
    float[] outputs = new float[out()];
    predict(features, outputs);
    return outputs;
  }

  /**
   * One row: the index of the largest output, or, with a single output, 1 where it reaches the
   * {@link Classes#threshold}; {@link Classes#NONE} (−1) where an output is NaN.
   */
  public int predictClass(float[] features) {
    return Classes.decide(predict(features), Classes.threshold(spec));
  }

  /**
   * Ends the network's memory and threads. Idempotent.
   *
   * @throws IllegalStateException if a call is going on in another thread; nothing is closed then
   */
  @Override
  public void close() {
    if (turnstile.close()) {
      engine.close();
      buffers.close();
      arena.close();
    }
  }

  private MemorySegment forward(MemorySegment x, int batch, boolean training) {
    Check.size("network", "batch", batch);
    turnstile.enter();
    try {
      return compute(x, batch, training);
    } finally {
      turnstile.leave();
    }
  }

  private MemorySegment compute(MemorySegment x, int batch, boolean training) {
    if (batch > 0 && x == input.buffer() && !lent) {
      throw new IllegalStateException(
          "network: the rows in its training input are gone; gather them before each pass");
    }
    lent = false;
    reserve(batch, training);
    input.load(kernels, x, batch);
    if (training) {
      plan.forwardTraining(kernels, moment, batch);
    } else {
      plan.forward(kernels, batch);
    }
    trained = training ? batch : NONE;
    return plan.outputValue();
  }

  /** Makes room for batches of this size; what did not fit into memory leaves no room at all. */
  private void reserve(int batch, boolean training) {
    if (batch <= plan.capacity() && (plan.trains() || !training)) {
      return;
    }
    int capacity = Math.max(batch, plan.capacity());
    boolean gradients = training || plan.trains();
    plan.forget();
    buffers.close();
    buffers = Arena.ofShared();
    plan.reserve(buffers, capacity, gradients, input.reserve(buffers, capacity));
  }

  /** The description, one line per node, and the number of parameters. */
  @Override
  public String toString() {
    long numbers = parameters.stream().mapToLong(p -> p.value().elements()).sum();
    return spec.describe() + numbers + " parameters";
  }
}
