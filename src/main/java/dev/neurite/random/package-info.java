/**
 * The counter-based generator: a random number is a hash of (seed, purpose, step, index).
 *
 * <p>There is no state and so no order to depend on: number 1,000 can be had before number 1, by
 * any thread, and is the same. Initial weights, shuffles and splits use different purposes, so that
 * none of them disturbs another.
 */
package dev.neurite.random;
