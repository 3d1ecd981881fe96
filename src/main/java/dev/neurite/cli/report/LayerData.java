package dev.neurite.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What layers were like over the run, and are at its end. */
final class LayerData {
  private static final int MOST_UNITS = 512; // squares of a layer that a page draws

  private LayerData() {}

  static Map<String, Object> of(RunRecorder recorder) {
    List<WatchedLayer> watched = recorder.probe().layers();
    List<Timeline.Entry<Snapshot>> snapshots = recorder.snapshots().entries();
    List<Timeline.Entry<double[]>> steps = recorder.steps().entries();
    List<float[]> activity = recorder.probe().activity();
    List<Object> layers = new ArrayList<>();
    for (int i = 0; i < watched.size(); i++) {
      int at = i;
      WatchedLayer layer = watched.get(i);
      List<Timeline.Entry<Histogram>> weights = new ArrayList<>();
      List<Timeline.Entry<Histogram>> outputs = new ArrayList<>();
      for (Timeline.Entry<Snapshot> s : snapshots) {
        Snapshot.Layer look = s.value().layers().get(i);
        look.weights().ifPresent(h -> weights.add(new Timeline.Entry<>(s.epoch(), h)));
        outputs.add(new Timeline.Entry<>(s.epoch(), look.outputs()));
      }
      double[] idle =
          snapshots.stream().mapToDouble(s -> s.value().layers().get(at).idle()).toArray();
      double[] ratios = steps.stream().mapToDouble(s -> s.value()[at]).toArray();
      layers.add(
          Json.object(
              "name", layer.name(),
              "width", layer.width(),
              "idleKind", layer.idle().name(),
              "idle", Json.numbers(idle),
              "ratios", layer.weight().isPresent() ? Json.numbers(ratios) : null,
              "weights", weights.isEmpty() ? null : Ridges.of(weights),
              "outputs", outputs.isEmpty() ? null : Ridges.of(outputs),
              "units", units(layer, activity.get(i))));
    }
    return Json.object(
        "layers", layers,
        "allLayers", recorder.network().spec().nodes().size(),
        "snapshots", snapshots.stream().map(Timeline.Entry::epoch).toList(),
        "steps", steps.stream().map(Timeline.Entry::epoch).toList(),
        "sampleRows", Math.min(Probe.MOST_ROWS, recorder.probe().sample().rows()),
        "sampleWeights", WeightSample.MOST,
        "sampleOutputs", Probe.MOST_OUTPUTS);
  }

  /** In percent, the share of the sample each unit responds to; null where all always do. */
  private static List<Integer> units(WatchedLayer layer, float[] activity) {
    if (layer.idle() == WatchedLayer.Idle.NEVER) {
      return null;
    }
    List<Integer> shares = new ArrayList<>();
    for (float share : activity) {
      // what responds at all is no zero, however rarely
      shares.add(share == 0 ? 0 : Math.max(1, Math.round(100 * share)));
    }
    return WatchedLayer.evenly(shares, MOST_UNITS);
  }
}
