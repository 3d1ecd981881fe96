package dev.neurite.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The entry of the command line. */
@Command(
    name = "neurite",
    description = "Trains, scores and inspects dense neural networks.",
    subcommands = {
      TrainCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      ExplainCommand.class,
      ConvertCommand.class,
      InspectCommand.class,
      SanityCommand.class,
      GradcheckCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      DigitsCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "1:failed; what is wrong stands on standard error", "2:wrong usage"})
public final class Main implements Runnable {
  private static final String DEBUG = "NEURITE_DEBUG"; // environment: as --debug

  private final Streams streams;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Shows where in the program a problem arose.")
  private boolean debug;

  private Main(Streams streams) {
    this.streams = streams;
  }

  /** Runs a command and exits with its status. */
  public static void main(String[] args) {
    System.exit(run(Streams.standard(), args));
  }

  /** Runs a command and returns its status: 0 done, 1 failed, 2 wrong usage. */
  static int run(Streams streams, String... args) {
    Main main = new Main(streams);
    CommandLine line = main.commandLine();
    int status;
    try {
      status = line.execute(args);
    } catch (OutOfMemoryError | StackOverflowError e) { // picocli leaves errors alone
      status = main.failed(e);
    }
    return main.finish(status);
  }

  private CommandLine commandLine() {
    return new CommandLine(this)
        .setExecutionExceptionHandler((problem, _, _) -> failed(problem))
        .setParameterExceptionHandler((problem, _) -> misused(problem))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(writer(streams.out()))
        .setErr(writer(streams.err()));
  }

  private static PrintWriter writer(Printer printer) {
    return new PrintWriter(new OutputStreamWriter(printer, StandardCharsets.UTF_8), true);
  }

  Streams streams() {
    return streams;
  }

  /** Without a command: wrong usage. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }

  private int failed(Throwable problem) {
    if (problem instanceof ClosedPipeException) {
      return ExitCode.OK;
    }
    streams.err().line("%s", "neurite: " + Failures.sentence(problem));
    trace(problem);
    return ExitCode.SOFTWARE;
  }

  private int misused(ParameterException problem) {
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    streams.err().line("%s", command + ": " + problem.getMessage());
    streams.err().line("%s", "'" + command + " --help' lists what there is.");
    trace(problem);
    return ExitCode.USAGE;
  }

  private void trace(Throwable problem) {
    if (debug || System.getenv(DEBUG) != null) {
      PrintWriter err = writer(streams.err());
      problem.printStackTrace(err);
      err.flush();
    }
  }

  /** What could not be printed makes a command fail; that nobody wanted to read it doesn't. */
  private int finish(int status) {
    try {
      streams.out().flush();
    } catch (IOException _) {
      // remembered
    }
    IOException failure = streams.out().failure().orElse(null);
    if (status != ExitCode.OK || failure == null || failure instanceof ClosedPipeException) {
      return status;
    }
    return failed(failure);
  }
}
