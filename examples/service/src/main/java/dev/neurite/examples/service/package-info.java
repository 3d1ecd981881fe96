/**
 * A web service around a {@link dev.neurite.serve.LiveModel}: what a service needs, and no more.
 *
 * <p>Requests are answered on virtual threads, calls of the model run on them directly: a call
 * takes microseconds and never blocks. Versions are swapped meanwhile. A service of one's own
 * brings its own web framework; what stays is a readiness probe that waits for {@code warmUp()},
 * and the names of the metrics.
 */
package dev.neurite.examples.service;
