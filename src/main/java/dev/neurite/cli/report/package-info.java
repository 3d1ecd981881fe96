/**
 * The report of a training run: one HTML file that opens offline and that people look at.
 *
 * <p>{@link dev.neurite.cli.report.RunRecorder} listens to the run, {@link
 * dev.neurite.cli.report.Report} looks at the result and writes the file. All numbers are computed
 * here and lie in the page as one block of JSON; the script beside them draws. Everything is
 * bounded, however long the run and however large the network: a timeline keeps every n-th epoch, a
 * layer shows a sample of its weights, a page some layers, classes, pictures and points.
 *
 * <h2>Why</h2>
 *
 * The recorder runs the network forward between epochs, on a fixed sample of rows, and reads
 * parameters: it asks the library for no hook beyond {@link dev.neurite.train.TrainingListener},
 * and changes no bit of the training.
 *
 * <p>The page names its own script and style by hash in a content security policy that allows
 * nothing else: it loads nothing from anywhere, and a feature that is called like a script is text.
 */
package dev.neurite.cli.report;
