package dev.neurite.cli;

import dev.neurite.data.DataException;
import dev.neurite.io.safetensors.SafetensorsException;
import dev.neurite.train.TrainingException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The entry of the command line. */
@Command(
    name = "neurite",
    description = "Trains and serves dense neural networks.",
    subcommands = DigitsCommand.class,
    mixinStandardHelpOptions = true,
    version = "neurite 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** For picocli. */
  public Main() {}

  /** Runs a command and exits with its status. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a command and returns its status: 0 done, 1 failed, 2 wrong usage. */
  static int run(String... args) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(Main::failed)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(args);
  }

  /** Without a command: wrong usage. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is needed");
  }

  /** One line for what a user can mend; a stack trace for what only we can. */
  private static int failed(Exception problem, CommandLine command, ParseResult parsed)
      throws Exception {
    boolean users =
        problem instanceof DataException
            || problem instanceof SafetensorsException
            || problem instanceof TrainingException
            || problem instanceof IllegalArgumentException
            || problem instanceof IllegalStateException;
    if (!users) {
      throw problem;
    }
    command.getErr().println("neurite: " + problem.getMessage());
    command.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
