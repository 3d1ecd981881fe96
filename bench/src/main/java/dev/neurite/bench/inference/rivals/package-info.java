/** Those who take part in the contests of prediction, one class each. */
package dev.neurite.bench.inference.rivals;
