package dev.neurite.train;

import dev.neurite.network.Network;
import java.nio.file.Path;

/** The child process of {@link KilledRunTest}: trains with a checkpoint, and prints its bits. */
public final class KilledRun {
  private KilledRun() {}

  /** Arguments: the checkpoint, the number of epochs. */
  public static void main(String[] arguments) {
    try (Network network = Trainings.network()) {
      Trainer trainer =
          Trainings.trainer(network, Integer.parseInt(arguments[1]))
              .listener(
                  new TrainingListener() {
                    @Override
                    public void epochDone(EpochResult result) {
                      System.out.println("epoch"); // the checkpoint is written next
                    }
                  });
      System.out.println("begins");
      History history = trainer.checkpoint(Path.of(arguments[0])).fit(Trainings.DATA);
      System.out.println(Trainings.bits(network, history));
    }
  }
}
