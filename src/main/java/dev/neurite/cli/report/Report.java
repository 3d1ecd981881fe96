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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  private final Network network;
  private final Loss loss;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private Optional<RunRecorder> recorder = Optional.empty();
  private Optional<History> history = Optional.empty();
  private String title = "Training run";
  private String rowsName = "the rows it was trained on";
  private Dataset rows;
  private boolean held;
  private Units units = Units.NONE;
  private Optional<PictureShape> shape = Optional.empty();

  private Report(Network network, Loss loss, Dataset rows) {
    this.network = network;
    this.loss = loss;
    this.rows = rows;
  }

  /**
   * The report of a network as it is: what it answers, not how it came to.
   *
   * @param rows that it was trained on
   */
  public static Report of(Network network, Loss loss, Dataset rows) {
    Check.notNull("report", "network", network);
    Check.notNull("report", "loss", loss);
    return new Report(network, loss, Check.notNull("report", "rows", rows));
  }

  /** The report of a run that has ended, and of the network as it is now. */
  public static Report of(RunRecorder recorder, History history) {
    Check.notNull("report", "history", history);
    Report report = of(recorder.network(), recorder.settings().loss(), recorder.probe().sample());
    report.recorder = Optional.of(recorder);
    report.history = Optional.of(history);
    return report;
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
   * Values are shown as y·factor + shift, for each output: of a network that was trained on scaled
   * targets, the values themselves.
   */
  public Report units(double[] factor, double[] shift) {
    Check.length("report", "factor", network.out(), factor.length);
    this.units = new Units(factor.clone(), shift.clone());
    return this;
  }

  /**
   * Rows are the pictures of this IDX file, in its shape; of any other file, and without this,
   * square ones are recognised.
   *
   * @throws IOException if the file can't be read
   */
  public Report picturesOf(Path file) throws IOException {
    shape = PictureShape.ofIdx(file).filter(s -> s.height() * s.width() == network.in());
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
    Dataset measured = Probe.sample(rows, MOST_ROWS);
    Answers answers = Answers.of(network, loss, measured);
    Evaluation evaluation = Evaluation.of(network, loss, measured);
    Optional<PictureShape> pictures = shape.or(() -> PictureShape.guess(measured));
    Map<String, Object> data =
        Json.object(
            "measuredOn",
            rowsName,
            "heldOut",
            held,
            "learning",
            history.map(h -> LearningData.of(recorder.orElseThrow(), h)).orElse(null),
            "classes",
            answers.hasScores() ? ClassData.of(answers) : null,
            "regression",
            answers.hasScores() ? null : RegressionData.of(answers, units),
            "plane",
            Plane.fits(network.in()) ? plane(answers) : null,
            "mistakes",
            answers.hasClasses() ? MistakeData.of(network, answers, pictures) : null,
            "filters",
            pictures.flatMap(s -> FilterData.of(network, s)).orElse(null),
            "layers",
            recorder.map(LayerData::of).orElse(null),
            "network",
            NetworkData.of(network));
    Summary summary =
        new Summary(network, loss, recorder, history, evaluation, units, rowsName, held);
    return Page.of(
        title, summary.head(title), summary.foot(settings, Environment.describe()), data);
  }

  private Map<String, Object> plane(Answers answers) {
    Plane plane =
        recorder.flatMap(RunRecorder::plane).orElseGet(() -> Plane.around(answers.data()));
    List<Timeline.Entry<Plane.Frame>> frames = new ArrayList<>();
    for (Timeline.Entry<Snapshot> s :
        recorder.map(r -> r.snapshots().entries()).orElse(List.of())) {
      s.value().frame().ifPresent(f -> frames.add(new Timeline.Entry<>(s.epoch(), f)));
    }
    return PlaneData.of(plane, frames, plane.ask(network, loss), answers, units);
  }
}
