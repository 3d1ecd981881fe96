package dev.neurite.io.onnx;

/**
 * What came of an export: the file was read back, and its outputs compared with the network's.
 *
 * @param bytes of the file
 * @param opset the version of ONNX's operators it uses
 * @param rows sample rows that were compared
 * @param largestDifference of any output, absolute
 * @param largestOutput of the network on the same rows, absolute: what the difference compares with
 */
public record ExportReport(
    long bytes, int opset, int rows, double largestDifference, double largestOutput) {

  ExportReport ofBytes(long count) {
    return new ExportReport(count, opset, rows, largestDifference, largestOutput);
  }
}
