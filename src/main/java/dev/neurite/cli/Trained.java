package dev.neurite.cli;

import dev.neurite.cli.report.Report;
import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import java.util.Map;

/**
 * What came of training.
 *
 * @param network with logits, margins or scaled values for outputs; whoever gets this closes it
 * @param loss that it was trained with
 * @param targets how its values are scaled; null where it has none
 * @param facts about the training, for {@link Json}
 * @param report of it, to be completed and written; null where none was asked for
 */
record Trained(
    Network network, Loss loss, TargetScaling targets, Map<String, Object> facts, Report report)
    implements AutoCloseable {

  @Override
  public void close() {
    network.close();
  }
}
