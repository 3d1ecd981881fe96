/**
 * Who takes part in the contest: a class each, and {@link
 * dev.neurite.bench.contest.entrants.Entrant} as the list of them.
 *
 * <p>Native rivals are called through {@code java.lang.foreign} with critical calls, from constant
 * method handles, so that they lose a few nanoseconds to C and no more. The library itself never
 * does this.
 */
package dev.neurite.bench.contest.entrants;
