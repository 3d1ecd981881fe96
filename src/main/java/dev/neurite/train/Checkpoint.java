package dev.neurite.train;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.neurite.data.Dataset;
import dev.neurite.io.safetensors.SafetensorsException;
import dev.neurite.io.safetensors.TensorFile;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.optim.Lbfgs;
import dev.neurite.optim.OptimiserState;
import dev.neurite.optim.Schedule;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file a training run can be taken up from: weights, what the optimiser remembers, the best
 * weights, the history, and the position in the run.
 *
 * <p>Random numbers have no state: they are functions of the seed and the position. The file is a
 * safetensors file, replaced as a whole: whoever is killed at any moment leaves the one before or
 * the new one. It says of which run it is, and is refused by another.
 */
final class Checkpoint {
  private static final String FORMAT = "neurite.checkpoint";
  private static final String VERSION = "1";

  private final CheckpointStore store;
  private final Network network;
  private final OptimiserState optimiser;
  private final WholeData whole; // null: the optimiser steps by batches
  private final BestWeights best;
  private final Map<String, String> run;

  Checkpoint(
      CheckpointStore store,
      Trainer settings,
      String data,
      Optional<Dataset> validation,
      OptimiserState optimiser,
      WholeData whole,
      BestWeights best) {
    this.store = store;
    this.network = settings.network;
    this.optimiser = optimiser;
    this.whole = whole;
    this.best = best;
    this.run = describe(settings, data, validation);
  }

  /** What must be the same for a run to be taken up: a line each, as a message shows them. */
  private static Map<String, String> describe(
      Trainer settings, String data, Optional<Dataset> validation) {
    Map<String, String> run = new LinkedHashMap<>();
    run.put("network", settings.network.spec().describe().strip());
    run.put("loss", settings.loss.toString());
    run.put("optimiser", optimiser(settings));
    run.put("l2", settings.l2 + (settings.decaysBiases ? " with biases" : ""));
    run.put("l1", String.valueOf(settings.l1));
    run.put("limits", settings.maxNorm + " " + settings.clipNorm + " " + settings.clipValue);
    run.put("schedule", schedule(settings) + " " + settings.plateau);
    run.put("batch", String.valueOf(settings.batch()));
    run.put("seed", String.valueOf(settings.seed));
    run.put("early stopping", String.valueOf(settings.earlyStopping));
    run.put(
        "class weights",
        settings.classWeights == null ? "none" : Arrays.toString(settings.classWeights));
    run.put("data", data);
    run.put("validation", validation.map(v -> v + " " + Checksum.of(v)).orElse("none"));
    run.put("scaling", scaling(settings.network));
    return run;
  }

  private static String optimiser(Trainer settings) {
    Lbfgs rule = settings.lbfgs; // of any number of iterations: they are epochs
    return rule == null ? settings.optimiser.toString() : rule.withIterations(1).toString();
  }

  /** A run may be prolonged where the schedule doesn't go by the number of epochs. */
  private static String schedule(Trainer settings) {
    Schedule schedule = settings.schedule;
    return schedule + (schedule.needsLength() ? " over " + settings.epochs() + " epochs" : "");
  }

  private static String scaling(Network network) {
    return network
        .schema()
        .scaling()
        .map(s -> s + " " + Integer.toHexString(s.hashCode()))
        .orElse("none");
  }

  /** Replaces the file. */
  void write(Progress progress) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    forEachTensor((name, tensor) -> tensors.put(name, tensor));
    try (Arena arena = Arena.ofConfined()) {
      if (whole != null) {
        whole.forEachArray((name, array) -> tensors.put("lbfgs/" + name, bits(arena, array)));
      }
      store.write(TensorFile.of(tensors, metadata(progress)));
    }
  }

  /** The bits of doubles, as twice as many floats: safetensors are read as those. */
  private static Tensor bits(Arena arena, double[] array) {
    Tensor tensor = Tensor.allocate(arena, 2 * array.length);
    MemorySegment.copy(array, 0, tensor.segment(), JAVA_DOUBLE, 0, array.length);
    return tensor;
  }

  private Map<String, String> metadata(Progress progress) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, VERSION);
    run.forEach((key, value) -> metadata.put("run." + key, value));
    metadata.put("steps", String.valueOf(optimiser.steps()));
    metadata.put("best", best.state());
    metadata.putAll(progress.state());
    return metadata;
  }

  /**
   * Takes the run up where the file left it; does nothing if there is none.
   *
   * @throws SafetensorsException if it cannot be read
   * @throws TrainingException if it is of another run
   */
  void resume(Progress progress) {
    try (Arena arena = Arena.ofShared()) {
      Optional<TensorFile> found = store.read(arena);
      if (found.isEmpty()) {
        return;
      }
      TensorFile file = found.get();
      refuseOtherRuns(file.metadata());
      forEachTensor((name, tensor) -> copy(file.tensor(name), tensor, name));
      if (whole != null) {
        whole.forEachArray((name, array) -> copy(file.tensor("lbfgs/" + name), array, name));
        whole.resume();
      }
      optimiser.resume(Long.parseLong(file.metadata().get("steps")));
      best.state(file.metadata().get("best"));
      progress.state(file.metadata());
    } catch (NumberFormatException | NullPointerException | IndexOutOfBoundsException e) {
      throw new TrainingException(store + ": is damaged; delete it to start the run anew", e);
    }
  }

  private void refuseOtherRuns(Map<String, String> metadata) {
    if (!VERSION.equals(metadata.get(FORMAT))) {
      throw new TrainingException(store + ": is no checkpoint of this version of Neurite");
    }
    run.forEach((key, value) -> {
      String found = metadata.get("run." + key);
      if (!value.equals(found)) {
        throw new TrainingException(
            store
                + ": is of another run: its "
                + key
                + " is "
                + found
                + ", here it is "
                + value
                + "; delete it to start anew");
      }
    });
  }

  private void copy(Tensor from, Tensor to, String name) {
    if (!from.shape().equals(to.shape())) {
      throw new TrainingException(
          store + ": " + name + " is " + from.shape() + ", expected " + to.shape());
    }
    to.segment().copyFrom(from.segment());
  }

  private void copy(Tensor from, double[] to, String name) {
    if (from.elements() != 2 * to.length) {
      throw new TrainingException(
          store + ": " + name + " has " + from.elements() / 2 + " numbers, expected " + to.length);
    }
    MemorySegment.copy(from.segment(), JAVA_DOUBLE, 0, to, 0, to.length);
  }

  private interface Visitor {
    void visit(String name, Tensor tensor);
  }

  private void forEachTensor(Visitor visitor) {
    List<Parameter> parameters = network.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).name();
      visitor.visit("weights/" + name, parameters.get(i).value());
      List<Tensor> slots = optimiser.slots(i);
      for (int s = 0; s < slots.size(); s++) {
        visitor.visit("optimiser/" + name + "/" + s, slots.get(s));
      }
      if (!best.copies().isEmpty()) {
        visitor.visit("best/" + name, best.copies().get(i));
      }
    }
  }
}
