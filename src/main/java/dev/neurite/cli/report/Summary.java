package dev.neurite.cli.report;

import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.train.Evaluation;
import dev.neurite.train.History;
import dev.neurite.train.Stop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a report says in words and numbers, as HTML: it can be read where no script runs. */
final class Summary {
  private final RunRecorder recorder;
  private final History history;
  private final Evaluation evaluation;
  private final String rowsName;
  private final boolean held;

  /** A number to be seen first, and what it is. */
  private record Tile(String name, String value, String note) {}

  Summary(
      RunRecorder recorder, History history, Evaluation evaluation, String rowsName, boolean held) {
    this.recorder = recorder;
    this.history = history;
    this.evaluation = evaluation;
    this.rowsName = rowsName;
    this.held = held;
  }

  /** The title, a sentence on the network, and the numbers to be seen first. */
  String head(String title) {
    StringBuilder html = new StringBuilder();
    html.append("<h1>").append(Page.escape(title)).append("</h1>\n<p class=\"lead\">");
    html.append(Page.escape(lead())).append("</p>\n");
    if (!held) {
      html.append("<p class=\"notice\">No rows were held out: results are on ")
          .append(Page.escape(rowsName))
          .append(", which flatters. Train with <code>--validation 0.1</code> to see more.</p>\n");
    }
    html.append("<dl class=\"tiles\">\n");
    for (Tile tile : tiles()) {
      html.append("<div><dt>").append(Page.escape(tile.name())).append("</dt><dd>");
      html.append(Page.escape(tile.value())).append("<small>");
      html.append(Page.escape(tile.note())).append("</small></dd></div>\n");
    }
    return html.append("</dl>\n").toString();
  }

  /** What the run was told, and what it ran on. */
  String foot(Map<String, String> settings, Map<String, String> environment) {
    Map<String, String> run = new LinkedHashMap<>(settings);
    run.put("Loss", recorder.settings().loss().toString());
    run.put("Optimiser", recorder.settings().optimiser().toString());
    run.put("Schedule", recorder.settings().schedule().toString());
    recorder.settings().plateau().ifPresent(p -> run.put("On a plateau", p.toString()));
    run.put("Epochs", history.epochs().size() + " of " + recorder.settings().epochs() + stop());
    run.put("Rows per step", String.valueOf(recorder.settings().batch()));
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("Kernels", recorder.network().report().toString());
    machine.putAll(environment);
    machine.put("Training took", time(recorder.runNanos()));
    machine.put(
        "Recording this took",
        String.format(
            Locale.ROOT,
            "%s, %.1f %% of it",
            time(recorder.nanos()),
            100.0 * recorder.nanos() / Math.max(1, recorder.runNanos())));
    return table("What it was told", run) + table("What it ran on", machine);
  }

  private String stop() {
    return switch (history.stop()) {
      case COMPLETED -> "";
      case EARLY -> "; the validation loss no longer fell";
      case CANCELLED -> "; it was cancelled";
      case INTERRUPTED -> "; it was interrupted";
      case DEADLINE -> "; its time was up";
    };
  }

  private static String table(String caption, Map<String, String> lines) {
    StringBuilder html = new StringBuilder("<table class=\"facts\"><caption>");
    html.append(Page.escape(caption)).append("</caption><tbody>\n");
    lines.forEach((name, value) ->
        html.append("<tr><th scope=\"row\">")
            .append(Page.escape(name))
            .append("</th><td>")
            .append(Page.escape(value))
            .append("</td></tr>\n"));
    return html.append("</tbody></table>\n").toString();
  }

  private String lead() {
    Network network = recorder.network();
    NetworkSpec spec = network.spec();
    return String.join(
            ", ",
            count(spec.in(), "feature"),
            count(spec.nodes().size(), "layer"),
            count(spec.out(), "output"),
            count(NetworkData.parameters(network), "parameter"))
        + ". Measured on "
        + rowsName
        + ".";
  }

  private static String count(long n, String word) {
    return format("%,d %s%s", n, word, n == 1 ? "" : "s");
  }

  private List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    String on = held ? "on held-out rows" : "on trained rows";
    evaluation
        .accuracy()
        .ifPresent(a -> tiles.add(new Tile("Accuracy", format("%.2f %%", 100 * a), on)));
    evaluation
        .ranking()
        .ifPresent(r -> tiles.add(new Tile("ROC AUC", format("%.4f", r.rocAuc()), on)));
    evaluation.errors().ifPresent(e -> tiles.add(new Tile("R²", format("%.4f", e.r2()), on)));
    evaluation
        .errors()
        .ifPresent(
            e -> tiles.add(new Tile("RMSE", format("%.4g", Math.sqrt(e.meanSquared())), on)));
    tiles.add(new Tile("Loss", format("%.4f", evaluation.loss()), on));
    int epochs = history.epochs().size();
    if (epochs > 0) {
      boolean last = history.bestEpoch() == epochs;
      String note = last ? "the last one's weights" : "its weights are kept";
      String value = last ? String.valueOf(epochs) : history.bestEpoch() + " of " + epochs;
      tiles.add(new Tile(last ? "Epochs" : "Best epoch", value, early() + note));
    }
    tiles.add(new Tile("Training", time(recorder.runNanos()), speed()));
    return tiles;
  }

  private String early() {
    return history.stop() == Stop.EARLY ? "stopped early; " : "";
  }

  private String speed() {
    double rows = (double) recorder.epochs() * recorder.batches() * recorder.settings().batch();
    double seconds = recorder.runNanos() / 1e9;
    return rows == 0 || seconds == 0 ? "" : format("about %,.0f rows/s", rows / seconds);
  }

  private static String time(long nanos) {
    double seconds = nanos / 1e9;
    if (seconds < 120) {
      return format(seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 120 ? minutes + " min" : format("%.1f h", seconds / 3600);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
