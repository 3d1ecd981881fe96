/**
 * Networks: chains and acyclic graphs of layers, with their parameters.
 *
 * <p>{@link dev.neurite.network.NetworkSpec} describes one, immutably: nodes, each a layer with the
 * names of its inputs, in an order in which they can be computed. {@link
 * dev.neurite.network.Network} is the live one: it owns parameters, gradients and buffers in
 * off-heap memory, runs forward and backward, and is closed by whoever made it. {@link
 * dev.neurite.network.Schema} is what belongs to a network beside its weights: scaling, feature
 * names, labels; a {@link dev.neurite.network.Snapshot} is all that is saved and frozen of it.
 *
 * <h2>Conventions</h2>
 *
 * The graph has one input, called {@code input}, and one output, the node named as such. A cycle is
 * refused when the description is made, and written out. Gradients are overwritten by each backward
 * pass, never added up over batches. Where an output feeds several layers, their gradients are
 * added in the reverse order of the nodes, so the sum has one answer.
 *
 * <h2>Why a schema in the network</h2>
 *
 * Scaling that lives with the data set is lost when the network is saved, and then training and
 * serving disagree. Here the network takes raw features, always.
 */
package dev.neurite.network;
