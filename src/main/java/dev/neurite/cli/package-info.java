/**
 * The command line: {@link dev.neurite.cli.Main} and one class per command.
 *
 * <p>What is printed to standard output is for reading; problems go to standard error, in one line
 * that names file and line where there are some. Exit status: 0 done, 1 failed, 2 wrong usage.
 *
 * <p>It stands on picocli, an optional dependency that nothing outside this package touches, and
 * which the library is used without. Nothing imports this package.
 */
package dev.neurite.cli;
