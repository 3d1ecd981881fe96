package dev.neurite.cli.report;

import dev.neurite.loss.Loss;
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
import java.util.Optional;

/** What a report says in words and numbers, as HTML: it can be read where no script runs. */
final class Summary {
  private final Network network;
  private final Loss loss;
  private final Optional<RunRecorder> recorder;
  private final Optional<History> history;
  private final Evaluation evaluation;
  private final Units units;
  private final String rowsName;
  private final boolean held;

  /** A number to be seen first, and what it is. */
  private record Tile(String name, String value, String note) {}

  Summary(
      Network network,
      Loss loss,
      Optional<RunRecorder> recorder,
      Optional<History> history,
      Evaluation evaluation,
      Units units,
      String rowsName,
      boolean held) {
    this.network = network;
    this.loss = loss;
    this.recorder = recorder;
    this.history = history;
    this.evaluation = evaluation;
    this.units = units;
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
    run.put("Loss", loss.toString());
    recorder.map(RunRecorder::settings).ifPresent(s -> addSettings(run, s));
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("Kernels", network.report().toString());
    machine.putAll(environment);
    recorder.ifPresent(r -> {
      machine.put("Training took", time(r.runNanos()));
      double share = 100.0 * r.nanos() / Math.max(1, r.runNanos());
      machine.put("Recording this took", time(r.nanos()) + format(", %.1f %% of it", share));
    });
    return table("What it was told", run) + table("What it ran on", machine);
  }

  private void addSettings(Map<String, String> run, RunSettings settings) {
    run.put("Optimiser", settings.optimiser().toString());
    run.put("Schedule", settings.schedule().toString());
    settings.plateau().ifPresent(p -> run.put("On a plateau", p.toString()));
    history.ifPresent(
        h -> run.put("Epochs", h.epochs().size() + " of " + settings.epochs() + stop(h)));
    run.put("Rows per step", String.valueOf(settings.batch()));
  }

  private static String stop(History history) {
    return switch (history.stop()) {
      case COMPLETED -> "";
      case OPTIMUM -> "; it reached an optimum";
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
        .filter(e -> network.out() == 1)
        .ifPresent(e -> {
          double error = units.of(Math.sqrt(e.meanSquared()), 0) - units.of(0, 0);
          tiles.add(new Tile("RMSE", format("%.4g", error), on));
        });
    tiles.add(new Tile("Loss", format("%.4f", evaluation.loss()), on));
    history.filter(h -> !h.epochs().isEmpty()).ifPresent(h -> tiles.add(epochs(h)));
    recorder.ifPresent(r -> tiles.add(new Tile("Training", time(r.runNanos()), speed(r))));
    return tiles;
  }

  private static Tile epochs(History history) {
    int epochs = history.epochs().size();
    boolean last = history.bestEpoch() == epochs;
    String early = history.stop() == Stop.EARLY ? "stopped early; " : "";
    return last
        ? new Tile("Epochs", String.valueOf(epochs), early + "the last one's weights")
        : new Tile(
            "Best epoch", history.bestEpoch() + " of " + epochs, early + "its weights are kept");
  }

  private static String speed(RunRecorder recorder) {
    double rows = (double) recorder.epochs() * recorder.rows();
    double seconds = recorder.runNanos() / 1e9;
    return rows == 0 || seconds == 0 ? "" : format("%,.0f rows/s", rows / seconds);
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
