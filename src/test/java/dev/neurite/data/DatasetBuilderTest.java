package dev.neurite.data;

import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetBuilderTest {
  /** Enough rows for several pieces, whose borders lie within rows. */
  @Test
  void rowsComeOutAsTheyWentIn() {
    int rows = 10_000;
    DatasetBuilder builder = DatasetBuilder.classification(5, List.of("a", "b", "c"));
    float[] row = new float[5];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < 5; c++) {
        row[c] = r + c / 8f;
      }
      builder.add(row, r % 3);
    }
    Dataset data = builder.build();
    assertEquals("Dataset[rows=10000, in=5, targets=CLASSES]", data.toString());
    assertEquals(List.of("a", "b", "c"), data.labels());
    for (int r = 0; r < rows; r++) {
      float[] expected = {r, r + 1 / 8f, r + 2 / 8f, r + 3 / 8f, r + 4 / 8f};
      assertArrayEquals(expected, data.row(r));
      assertEquals(r % 3, data.targets().get(r));
    }
  }

  @Test
  void numbersToPredictAreKept() {
    Dataset data =
        DatasetBuilder.regression(1, 2)
            .add(new float[] {1}, 2, 3)
            .add(new float[] {4}, 5, 6)
            .build();
    assertEquals(Dataset.Kind.VALUES, data.kind());
    assertArrayEquals(new float[] {2, 3, 5, 6}, data.targets().toArray());
  }

  @Test
  void whatIsNoRowIsRefusedAndLeftOut() {
    DatasetBuilder builder = DatasetBuilder.classification(2, List.of("a", "b"));
    builder.add(new float[] {1, 2}, 1);
    List<String> messages =
        List.of(
            refusal(builder, new float[] {1}, 0),
            refusal(builder, new float[] {1, Float.NaN}, 0),
            refusal(builder, new float[] {1, 2}, 2),
            refusal(builder, new float[] {1, 2}, 0.5f),
            refusal(builder, new float[] {1, 2}, 0, 1));
    assertEquals(
        List.of(
            "dataset builder: row must have 2 elements, got 1",
            "dataset builder: features[1][1] must be finite, got NaN",
            "dataset builder: the class of row 1 must be a whole number in [0, 2), got 2.0",
            "dataset builder: the class of row 1 must be a whole number in [0, 2), got 0.5",
            "dataset builder: target must have 1 elements, got 2"),
        messages);
    assertEquals(1, builder.build().rows());
  }

  private static String refusal(DatasetBuilder builder, float[] row, float... target) {
    return messageOf(IllegalArgumentException.class, () -> builder.add(row, target));
  }

  @Test
  void noRowsAreNoDataset() {
    DatasetBuilder builder = DatasetBuilder.regression(1, 1);
    assertEquals(
        "dataset builder: no rows; add some first",
        messageOf(IllegalArgumentException.class, builder::build));
  }
}
