package dev.neurite.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Prints what a shell needs to complete commands and options. */
@Command(
    name = "completion",
    description = "Prints a script with which bash and zsh complete commands and options.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Example:", "  source <(neurite completion)"})
final class CompletionCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandSpec spec;

  CompletionCommand() {}

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    ((Main) root.getCommand()).streams().out().text(AutoComplete.bash("neurite", root));
    return 0;
  }
}
