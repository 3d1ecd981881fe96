package dev.neurite.data;

import dev.neurite.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** Reads one LIBSVM file: {@code label index:value …} by line. */
final class LibSvmReader {
  private final String file;
  private final BufferedReader lines;
  private final int fixedWidth; // 0: the greatest index
  private final boolean classes;
  private final LabelColumn labels;
  private final FloatList targets = new FloatList();
  private final List<int[]> indices = new ArrayList<>();
  private final List<float[]> values = new ArrayList<>();
  private int width;
  private int widest; // line of the greatest index
  private int line;
  private int column;

  LibSvmReader(String file, InputStream in, int fixedWidth, boolean classes) {
    this.file = file;
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.fixedWidth = fixedWidth;
    this.classes = classes;
    this.labels = new LabelColumn(file, List.of());
    this.width = Math.max(1, fixedWidth);
  }

  Dataset read() throws IOException {
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      line++;
      int comment = text.indexOf('#');
      StringTokenizer words = new StringTokenizer(comment < 0 ? text : text.substring(0, comment));
      if (words.hasMoreTokens()) {
        addRow(words);
      }
    }
    if (indices.isEmpty()) {
      throw new DataException(file + ": the file has no rows");
    }
    return dataset();
  }

  private void addRow(StringTokenizer words) {
    column = 1;
    String label = words.nextToken();
    float target = number(label, "a label, which is a number");
    if (classes) {
      labels.add(label.startsWith("+") ? label.substring(1) : label);
    } else {
      targets.add(target);
    }
    int[] index = new int[words.countTokens()];
    float[] value = new float[index.length];
    for (int i = 0; i < index.length; i++) {
      column++;
      String word = words.nextToken();
      int colon = word.indexOf(':');
      if (colon < 0) {
        throw unexpected("index:value", word);
      }
      index[i] = index(word.substring(0, colon), i == 0 ? 0 : index[i - 1]);
      value[i] = number(word.substring(colon + 1), "a finite number after the colon");
    }
    indices.add(index);
    values.add(value);
    if ((long) indices.size() * width > Integer.MAX_VALUE) {
      throw tooMany();
    }
  }

  private int index(String text, int previous) {
    int most = fixedWidth > 0 ? fixedWidth : Integer.MAX_VALUE;
    boolean digits =
        !text.isEmpty() && text.length() < 10 && text.chars().allMatch(LibSvmReader::isDigit);
    int index = digits ? Integer.parseInt(text) : 0;
    if (index <= previous || index > most) {
      String range = fixedWidth > 0 ? " to " + fixedWidth : " on";
      throw unexpected("an index from " + (previous + 1) + range, text);
    }
    if (index > width) {
      width = index;
      widest = line;
    }
    return index;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private float number(String text, String expected) {
    if (!Decimal.matches(text)) {
      throw unexpected(expected, text);
    }
    float value = Float.parseFloat(text);
    if (Float.isInfinite(value)) {
      throw unexpected("a number of at most ±" + Float.MAX_VALUE, text);
    }
    return value;
  }

  private DataException unexpected(String expected, String text) {
    return new DataException(
        file
            + ":"
            + line
            + ": column "
            + column
            + ": expected "
            + expected
            + ", got "
            + DataException.quote(text));
  }

  private DataException tooMany() {
    String why = fixedWidth > 0 ? "" : ", the index in line " + widest;
    return new DataException(
        file
            + ":"
            + line
            + ": expected at most "
            + Integer.MAX_VALUE
            + " numbers, got "
            + indices.size()
            + " rows of "
            + width
            + " features"
            + why);
  }

  private Dataset dataset() {
    int rows = indices.size();
    Tensor features = Tensor.allocate(Arena.ofAuto(), rows, width);
    for (int r = 0; r < rows; r++) {
      int[] index = indices.get(r);
      float[] value = values.get(r);
      for (int i = 0; i < index.length; i++) {
        features.set((long) r * width + index[i] - 1, value[i]);
      }
    }
    List<String> names = classes ? labels.classes() : List.of();
    Tensor column = classes ? labels.toTensor(names) : targets.toTensor(rows, 1);
    Dataset.Kind kind = classes ? Dataset.Kind.CLASSES : Dataset.Kind.VALUES;
    return new Dataset(kind, features, column, null, List.of(), names);
  }
}
