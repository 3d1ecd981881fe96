package dev.neurite.train;

import dev.neurite.data.Dataset;
import dev.neurite.io.safetensors.SafetensorsException;
import dev.neurite.io.safetensors.TensorFile;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.optim.OptimiserState;
import dev.neurite.optim.Schedule;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
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
  private final BestWeights best;
  private final Map<String, String> run;

  Checkpoint(
      CheckpointStore store,
      Trainer settings,
      String data,
      Optional<Dataset> validation,
      OptimiserState optimiser,
      BestWeights best) {
    this.store = store;
    this.network = settings.network;
    this.optimiser = optimiser;
    this.best = best;
    this.run = describe(settings, data, validation);
  }

  /** What must be the same for a run to be taken up: a line each, as a message shows them. */
  private static Map<String, String> describe(
      Trainer settings, String data, Optional<Dataset> validation) {
    Map<String, String> run = new LinkedHashMap<>();
    run.put("network", settings.network.spec().describe().strip());
    run.put("loss", settings.loss.toString());
    run.put("optimiser", settings.optimiser.toString());
    run.put("l2", settings.l2 + (settings.decaysBiases ? " with biases" : ""));
    run.put("l1", String.valueOf(settings.l1));
    run.put("limits", settings.maxNorm + " " + settings.clipNorm + " " + settings.clipValue);
    run.put("schedule", schedule(settings) + " " + settings.plateau);
    run.put("batch", String.valueOf(settings.batch));
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

  /** A run may be prolonged where the schedule doesn't go by the number of epochs. */
  private static String schedule(Trainer settings) {
    Schedule schedule = settings.schedule;
    return schedule + (schedule.needsLength() ? " over " + settings.epochs + " epochs" : "");
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
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, VERSION);
    run.forEach((key, value) -> metadata.put("run." + key, value));
    metadata.put("steps", String.valueOf(optimiser.steps()));
    metadata.put("best", best.state());
    metadata.putAll(progress.state());
    store.write(TensorFile.of(tensors, metadata));
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
