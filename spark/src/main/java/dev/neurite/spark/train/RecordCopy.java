package dev.neurite.spark.train;

import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/**
 * A record of Neurite's that can be sent to executors: its class and what it is made of.
 *
 * @param type the name of the class
 * @param components numbers, in their order
 */
record RecordCopy(String type, List<Serializable> components) implements Serializable {

  static RecordCopy of(Record record) {
    try {
      RecordComponent[] parts = record.getClass().getRecordComponents();
      Serializable[] values = new Serializable[parts.length];
      for (int i = 0; i < parts.length; i++) {
        values[i] = (Serializable) parts[i].getAccessor().invoke(record);
      }
      return new RecordCopy(record.getClass().getName(), List.of(values));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("spark: " + record + " can't be sent to executors", e);
    }
  }

  <T> T make(Class<T> family) {
    try {
      Class<?> record = Class.forName(type, true, family.getClassLoader());
      Class<?>[] types =
          Arrays.stream(record.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      return family.cast(record.getConstructor(types).newInstance(components.toArray()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("spark: " + type + " can't be made on this executor", e);
    }
  }
}
