package dev.neurite.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * What a command prints: text for people, or one JSON object for programs.
 *
 * <p>Commands mix it in, print text by {@link #say}, and give their whole result once to {@link
 * #result}; only one of the two appears.
 */
final class Output {
  @Option(names = "--json", description = "Prints the result as JSON instead of text.")
  private boolean json;

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandSpec spec;

  Output() {}

  /** Whether the result is wanted as JSON. */
  boolean isJson() {
    return json;
  }

  /** Prints a line for people, made as {@link String#format} makes it, in no locale. */
  void say(String format, Object... values) {
    if (!json) {
      streams().out().line(format, values);
    }
  }

  /** Prints a line to standard error, whatever the form of the output. */
  void warn(String format, Object... values) {
    streams().err().line("neurite: " + format, values);
  }

  /** Prints the whole result for programs; see {@link Json} for what values may be. */
  void result(Map<String, ?> result) {
    if (json) {
      streams().out().line("%s", Json.write(result));
    }
  }

  /** Standard input, output and error. */
  Streams streams() {
    return ((Main) spec.root().userObject()).streams();
  }

  /** The error of a wrong use, which ends with status 2 and a pointer to the help. */
  ParameterException usage(String format, Object... values) {
    return new ParameterException(spec.commandLine(), String.format(Locale.ROOT, format, values));
  }
}
