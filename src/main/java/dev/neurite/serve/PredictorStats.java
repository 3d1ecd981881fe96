package dev.neurite.serve;

/**
 * What a predictor has done so far. Calls are counted when they begin, also those that fail; calls
 * of warming up are not.
 *
 * @param rowCalls calls of one row
 * @param batchCalls calls of many rows
 * @param batchRows rows of those calls
 * @param scratchMisses calls that found no free scratch memory, and made some: a few at first, and
 *     then only while more calls overlap than ever before, or than are provided for
 * @param rowKernels that answer calls of one row now: {@code scalar}, or {@code simd-256}
 * @param batchKernels that answer calls of many rows now
 * @param warm true once warming up has ended: the kernels stay what they are while they are fast
 * @param withdrawals times that kernels were taken back because the JIT had made them slow: calls
 *     of one kind on SIMD kernels had taken longer than on scalar ones
 * @param recoveries times that they were fast again afterwards, and answer since
 * @param retrials times that SIMD kernels which had lost when warming up ended were measured again:
 *     of single rows and of batches three at most
 */
public record PredictorStats(
    long rowCalls,
    long batchCalls,
    long batchRows,
    long scratchMisses,
    String rowKernels,
    String batchKernels,
    boolean warm,
    int withdrawals,
    int recoveries,
    int retrials) {}
