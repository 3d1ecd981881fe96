/**
 * The command line: {@link dev.neurite.cli.Main}, one class per command, and what commands share.
 *
 * <p>A command is a {@code Callable<Integer>} with the parts that it needs mixed in: {@code Output}
 * for what it prints, {@code ModelOption}, {@code DataOptions} and {@code KernelOptions}. It throws
 * what goes wrong; {@code Failures} makes a sentence of it. {@code Output.usage} is for options
 * that do not go together. Exit status: 0 done, 1 failed, 2 wrong usage.
 *
 * <p>What is printed to standard output is for reading, or is one JSON object with {@code --json};
 * problems go to standard error, in one line that names file and line where there are some.
 *
 * <h2>Why</h2>
 *
 * <ul>
 *   <li><b>A jar of its own.</b> The package is compiled with the module, so that it is checked and
 *       tested with it, and packed into {@code neurite-cli.jar} with the library and what it stands
 *       on: picocli, nanojson, and uPlot for the report. The library's jar leaves it out: it would
 *       be 8 % larger with classes that need what is not there. The jar runs on the class path; the
 *       module's description does not open this package, since it may not name one that its jar
 *       lacks.
 *   <li><b>A launcher.</b> No entry of a manifest adds {@code jdk.incubator.vector}; {@code
 *       bin/neurite} does. A jar started without it works, on scalar kernels, and says so.
 *   <li><b>{@code System.out} is not used</b>: it keeps to itself that the disk is full.
 *   <li><b>A closed pipe ends nothing that is worth keeping.</b> {@code neurite train … | head}
 *       trains to the end and saves; a command whose output is its result stops, with status 0.
 * </ul>
 *
 * <p>Nothing imports this package.
 */
package dev.neurite.cli;
