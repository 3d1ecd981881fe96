package dev.neurite.serve;

import java.util.Optional;

/**
 * What a live trainer has done so far.
 *
 * @param accepted rows taken into the queue
 * @param rejected rows that were not, because it was full or the trainer had ended
 * @param waiting rows in the queue
 * @param trained rows trained on
 * @param steps updates
 * @param loss the mean loss of the last batch, before it was trained on; NaN before the first
 * @param published versions
 * @param withheld times a publication was due and the loss on the window forbade it
 * @param failure what ended training, if something did: nothing is published after it
 */
public record LiveTrainerStats(
    long accepted,
    long rejected,
    int waiting,
    long trained,
    long steps,
    double loss,
    long published,
    long withheld,
    Optional<Throwable> failure) {}
