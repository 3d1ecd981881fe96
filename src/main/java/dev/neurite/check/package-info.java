/**
 * Shape and range checks, and their wording.
 *
 * <p>A message has the operation, what was expected, what came, and the remedy if there is one.
 * Everything that is checked in more than one place is checked here, so that one mistake reads the
 * same wherever it is made. Checks allocate nothing unless they fail.
 */
package dev.neurite.check;
