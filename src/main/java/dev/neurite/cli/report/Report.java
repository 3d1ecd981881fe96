package dev.neurite.cli.report;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.io.AtomicFile;
import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import dev.neurite.train.Evaluation;
import dev.neurite.train.History;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The report of a training run: one HTML file with everything in it.
 *
 * <p>Say what there is to say beside the run, then {@link #write}. Not thread-safe; the network is
 * used by this alone meanwhile.
 */
public final class Report {
  static final int MOST_ROWS = 50_000; // that are looked at: the curves of more are the same

  private final RunRecorder recorder;
  private final History history;
  private final Network network;
  private String title = "Training run";
  private String rowsName = "the rows it was trained on";
  private Dataset rows;
  private boolean held;
  private PictureShape shape;
  private final Map<String, String> settings = new LinkedHashMap<>();

  private Report(RunRecorder recorder, History history) {
    this.recorder = recorder;
    this.history = history;
    this.network = recorder.network();
    this.rows = recorder.probe().sample();
  }

  /** The report of a run that has ended, on the network as it is now. */
  public static Report of(RunRecorder recorder, History history) {
    return new Report(
        Check.notNull("report", "recorder", recorder), Check.notNull("report", "history", history));
  }

  /** What the page is called. */
  public Report title(String text) {
    this.title = Check.notNull("report", "title", text);
    return this;
  }

  /**
   * The rows on which results are measured. Without this, a few that were trained on, which
   * flatter.
   *
   * @param name what they are, in a sentence: {@code "180 validation rows"}
   * @param heldOut true if the network has not been trained on them
   */
  public Report measuredOn(String name, Dataset data, boolean heldOut) {
    this.rowsName = Check.notNull("report", "name", name);
    this.rows = Check.notNull("report", "data", data);
    this.held = heldOut;
    return this;
  }

  /**
   * Rows are pictures of this size, as IDX files say; without this, square ones are recognised.
   *
   * @throws IllegalArgumentException if that is not the number of features
   */
  public Report pictures(int height, int width) {
    Check.positive("report", "height", height);
    Check.positive("report", "width", width);
    Check.length(
        "report: pictures of " + height + " × " + width,
        "features",
        (long) height * width,
        network.in());
    this.shape = new PictureShape(height, width);
    return this;
  }

  /** A line of the table of settings; they stand in the order in which they are said. */
  public Report setting(String name, Object value) {
    settings.put(Check.notNull("report", "name", name), String.valueOf(value));
    return this;
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws IOException if it can't be written; a file that was there is untouched
   */
  public void write(Path file) throws IOException {
    byte[] page = page().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, channel -> writeAll(channel, page));
  }

  private static void writeAll(WritableByteChannel channel, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  String page() {
    Loss loss = recorder.settings().loss();
    Dataset measured = Probe.sample(rows, MOST_ROWS);
    Answers answers = Answers.of(network, loss, measured);
    Optional<PictureShape> pictures =
        shape != null ? Optional.of(shape) : PictureShape.guess(measured);
    Evaluation evaluation = Evaluation.of(network, loss, measured);
    Summary summary = new Summary(recorder, history, evaluation, rowsName, held);
    Map<String, Object> data =
        Json.object(
            "measuredOn",
            rowsName,
            "heldOut",
            held,
            "learning",
            LearningData.of(recorder, history),
            "classes",
            answers.hasScores() ? ClassData.of(answers) : null,
            "regression",
            answers.hasScores() ? null : RegressionData.of(answers),
            "plane",
            recorder.plane().map(p -> PlaneData.of(recorder, p, answers)).orElse(null),
            "mistakes",
            answers.hasClasses() ? MistakeData.of(network, answers, pictures) : null,
            "filters",
            pictures.flatMap(s -> FilterData.of(network, s)).orElse(null),
            "layers",
            LayerData.of(recorder),
            "network",
            NetworkData.of(network));
    return Page.of(
        title, summary.head(title), summary.foot(settings, Environment.describe()), data);
  }
}
