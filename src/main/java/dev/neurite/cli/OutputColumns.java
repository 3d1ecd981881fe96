package dev.neurite.cli;

import dev.neurite.io.onnx.OnnxOutput;
import dev.neurite.io.onnx.OnnxOutput.Kind;
import dev.neurite.network.Classes;
import java.util.ArrayList;
import java.util.List;

/** The outputs of a model side by side, or the classes they decide: a name and a text for each. */
final class OutputColumns {

  /** The text of a column, from the outputs of the network for a row. */
  private interface Cell {
    void append(StringBuilder text, float[] outputs);
  }

  private record Column(String name, boolean isText, Cell cell) {}

  private final List<Column> columns;

  private OutputColumns(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** All outputs in the model's order, a column per element, a map as a column per class. */
  static OutputColumns values(Model model) {
    List<Column> columns = new ArrayList<>();
    for (OnnxOutput output : model.outputs()) {
      switch (output.kind()) {
        case VALUES, MAP -> addElements(columns, output, model.labels(output));
        case INDEX ->
            columns.add(
                new Column(output.name(), false, (line, row) -> line.append(output.index(row))));
        case LABEL ->
            columns.add(
                new Column(
                    output.name(), true, (text, row) -> text.append(orEmpty(output.label(row)))));
      }
    }
    return new OutputColumns(columns);
  }

  private static void addElements(List<Column> columns, OnnxOutput output, List<String> labels) {
    for (int i = 0; i < output.width(); i++) {
      int index = output.from() + i;
      columns.add(
          new Column(
              name(output, labels, i), false, (line, row) -> NineDigits.append(line, row[index])));
    }
  }

  /** {@code probability[benign]}, {@code hidden[3]}, or just the name of a single value. */
  private static String name(OnnxOutput output, List<String> labels, int element) {
    if (labels.size() == output.width()) {
      return output.name() + "[" + labels.get(element) + "]";
    }
    if (output.width() == 1) { // of two classes it is the second that it speaks for
      return labels.size() == 2 ? output.name() + "[" + labels.get(1) + "]" : output.name();
    }
    return output.name() + "[" + element + "]";
  }

  /**
   * The classes that are decided: of the outputs that are classes, else of those that score them.
   */
  static OutputColumns classes(Model model) {
    List<OnnxOutput> deciding =
        model.outputs().stream()
            .filter(o -> o.kind() == Kind.LABEL || o.kind() == Kind.INDEX)
            .toList();
    if (deciding.isEmpty()) {
      deciding =
          model.outputs().stream()
              .filter(o -> o.width() > 1 || !model.labels(o).isEmpty() || model.isRate())
              .toList();
    }
    if (deciding.isEmpty()) {
      throw new IllegalArgumentException(
          "--classes: " + model.path() + " has no classes: its outputs are values");
    }
    List<Column> columns = new ArrayList<>();
    for (OnnxOutput output : deciding) {
      String name = deciding.size() == 1 ? "class" : output.name();
      List<String> labels = model.labels(output);
      columns.add(
          new Column(
              name, true, (text, row) -> text.append(orEmpty(label(model, output, labels, row)))));
    }
    return new OutputColumns(columns);
  }

  private static String label(
      Model model, OnnxOutput output, List<String> labels, float[] outputs) {
    if (output.kind() != Kind.VALUES) {
      return output.label(outputs);
    }
    int index = Classes.decide(output.values(outputs), model.isRate() ? 0.5f : 0);
    if (index == Classes.NONE) {
      return null;
    }
    return index < labels.size() ? labels.get(index) : Integer.toString(index);
  }

  /** The line of names. */
  void appendNames(StringBuilder line) {
    for (int i = 0; i < columns.size(); i++) {
      line.append(i == 0 ? "" : ",");
      appendText(line, columns.get(i).name);
    }
    line.append('\n');
  }

  /** The line of a row. */
  void appendRow(StringBuilder line, float[] outputs) {
    for (int i = 0; i < columns.size(); i++) {
      line.append(i == 0 ? "" : ",");
      Column column = columns.get(i);
      if (column.isText) {
        StringBuilder text = new StringBuilder();
        column.cell.append(text, outputs);
        appendText(line, text.toString());
      } else {
        column.cell.append(line, outputs);
      }
    }
    line.append('\n');
  }

  /** The row as an object of JSON, on a line. */
  void appendJson(StringBuilder line, float[] outputs) {
    StringBuilder cell = new StringBuilder();
    line.append('{');
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      cell.setLength(0);
      column.cell.append(cell, outputs);
      line.append(i == 0 ? "" : ",").append(Json.write(column.name)).append(':');
      line.append(column.isText ? Json.write(cell.toString()) : number(cell));
    }
    line.append("}\n");
  }

  /** JSON has no NaN and no infinity. */
  private static String number(StringBuilder cell) {
    String text = cell.toString();
    return text.endsWith("nan") || text.endsWith("inf") ? "null" : text;
  }

  int count() {
    return columns.size();
  }

  private static String orEmpty(String label) {
    return label == null ? "" : label;
  }

  /** A field of CSV, quoted where it has to be. */
  static void appendText(StringBuilder line, String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    if (plain) {
      line.append(text);
    } else {
      line.append('"').append(text.replace("\"", "\"\"")).append('"');
    }
  }
}
