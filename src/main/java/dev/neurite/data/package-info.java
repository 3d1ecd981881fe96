/**
 * Data sets and how to get them: from arrays, and from files in CSV, LIBSVM's format and IDX.
 *
 * <p>The types to know are {@link dev.neurite.data.Dataset}, {@link dev.neurite.data.Csv} and
 * {@link dev.neurite.data.Scaling}. {@link dev.neurite.data.CsvParts} goes through a file that is
 * larger than memory; {@link dev.neurite.data.Parts} is what training takes such rows as.
 *
 * <h2>Conventions</h2>
 *
 * <ul>
 *   <li>Features are [rows, in], targets [rows, outputs]; both are finite. A class is the index of
 *       its label, written as a float.
 *   <li>Everything here is immutable, and so safe for any number of threads.
 *   <li>In files, lines and columns count from 1, as in editors, and bytes from 0; in arrays, rows
 *       and features count from 0.
 *   <li>What is wrong with a file is a {@link dev.neurite.data.DataException}, whose message begins
 *       with the file's name as the caller gave it: {@code digits.csv.gz:17: expected 65 columns,
 *       got 64}. What is wrong with an argument is an {@link java.lang.IllegalArgumentException}.
 *   <li>Gzip is recognised by its first two bytes, not by the file's name.
 *   <li>Nothing is trusted that a file says about its own length: memory grows with what was read.
 * </ul>
 *
 * <h2>Why</h2>
 *
 * <ul>
 *   <li><b>Memory of its own, freed by the collector</b> ({@link java.lang.foreign.Arena#ofAuto}).
 *       A data set is passed around, split and selected from; with an arena to close, every split
 *       would need an owner. It is made once and not per step, so late freeing costs nothing. The
 *       tensors handed out are read-only views, so that "immutable" is kept by the memory and not
 *       by discipline.
 *   <li><b>NaN is refused when data is read</b>, where line and column are known, and not when the
 *       loss has become NaN. There is no option to let it in: no layer can use it. A {@link
 *       dev.neurite.data.Missing} policy says what takes its place.
 *   <li><b>Scaling is a value, not a change of the data set.</b> A model that was trained on scaled
 *       features must scale the rows it serves, so shift and factor are saved with the network.
 *   <li><b>CSV is parsed as bytes.</b> In UTF-8 no byte of a longer character looks like a comma, a
 *       quote or a line end, so fields can be found before they are decoded, and a malformed byte
 *       is reported with its line and column.
 *   <li><b>Numbers are Java's, but without its literals</b>: {@code Float.parseFloat} rounds
 *       correctly and knows no locale; {@code 1f}, {@code 0x1p3} and {@code 1d}, which it would
 *       accept, are typing errors in a data file.
 * </ul>
 */
package dev.neurite.data;
