package dev.neurite.cli.report;

import dev.neurite.data.Dataset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What a network of one or two features answers to all values of them, as it learns. */
final class PlaneData {
  static final int SHADES = 32; // of a class, by how sure the answer is
  static final int COLOURS = 8; // 8 · 32 values make a byte
  private static final int MOST_FRAMES = 16;
  private static final int MOST_POINTS = 400;

  private PlaneData() {}

  /** Of frames by epoch, and one of epoch 0: as it is now. */
  static Map<String, Object> of(
      Plane plane,
      List<Timeline.Entry<Plane.Frame>> learned,
      Plane.Frame now,
      Answers answers,
      Units units) {
    boolean classes = answers.hasScores();
    List<Timeline.Entry<Plane.Frame>> frames = new ArrayList<>();
    for (Timeline.Entry<Plane.Frame> f : WatchedLayer.evenly(learned, MOST_FRAMES)) {
      frames.add(new Timeline.Entry<>(f.epoch(), classes ? f.value() : in(units, f.value())));
    }
    frames.add(new Timeline.Entry<>(0, classes ? now : in(units, now)));
    Dataset data = answers.data();
    List<String> names = data.featureNames();
    int in = data.in();
    double[] range = range(frames);
    List<Object> drawn = new ArrayList<>();
    for (Timeline.Entry<Plane.Frame> f : frames) {
      float[][] values = f.value().values();
      drawn.add(
          Json.object(
              "epoch", f.epoch(),
              "lines", in == 1 ? lines(values) : null,
              "cells", in == 1 ? null : classes ? classCells(values) : cells(values, range)));
    }
    return Json.object(
        "features",
        in,
        "classes",
        classes,
        "low",
        Json.numbers(plane.low()),
        "high",
        Json.numbers(plane.high()),
        "side",
        in == 1 ? Plane.LINE : Plane.SIDE,
        "shades",
        SHADES,
        "colours",
        COLOURS,
        "range",
        Json.numbers(range),
        "axes",
        List.of(
            names.isEmpty() ? "feature 0" : names.getFirst(),
            in == 1 ? "output" : names.isEmpty() ? "feature 1" : names.get(1)),
        "names",
        answers.names(),
        "points",
        points(answers, units),
        "frames",
        drawn);
  }

  private static Plane.Frame in(Units units, Plane.Frame frame) {
    float[][] values = new float[frame.values().length][];
    for (int i = 0; i < values.length; i++) {
      values[i] = frame.values()[i].clone();
      for (int j = 0; j < values[i].length; j++) {
        values[i][j] = (float) units.of(values[i][j], j);
      }
    }
    return new Plane.Frame(values);
  }

  /** One byte per cell: the class in steps of {@value #SHADES}, and how sure. */
  static String classCells(float[][] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      float answer = Float.isNaN(values[i][0]) ? 0 : values[i][0];
      int index = (int) answer;
      int shade = (int) ((answer - index) * SHADES);
      bytes[i] = (byte) (index % COLOURS * SHADES + shade);
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String cells(float[][] values, double[] range) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      double share = (values[i][0] - range[0]) / (range[1] - range[0]);
      bytes[i] = (byte) Math.round(255 * Math.clamp(share, 0, 1));
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static List<Object> lines(float[][] values) {
    List<Object> lines = new ArrayList<>();
    for (int j = 0; j < values[0].length; j++) {
      double[] line = new double[values.length];
      for (int i = 0; i < line.length; i++) {
        line[i] = values[i][j];
      }
      lines.add(Json.numbers(line));
    }
    return lines;
  }

  /** The least and the greatest finite value of all frames. */
  private static double[] range(List<Timeline.Entry<Plane.Frame>> frames) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (Timeline.Entry<Plane.Frame> f : frames) {
      for (float[] values : f.value().values()) {
        for (float value : values) {
          if (Float.isFinite(value)) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
          }
        }
      }
    }
    return greatest > least ? new double[] {least, greatest} : new double[] {0, 1};
  }

  /** Rows evenly spaced: features, and the class or the first target, and whether it was met. */
  private static List<Object> points(Answers answers, Units units) {
    int n = Math.min(MOST_POINTS, answers.rows());
    int in = answers.data().in();
    int targets = answers.data().outputs();
    List<Object> points = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int r = (int) ((long) i * answers.rows() / n);
      double x = answers.data().features().get((long) r * in);
      double second = answers.data().features().get((long) r * in + in - 1);
      double target =
          answers.hasClasses()
              ? answers.actual(r)
              : units.of(answers.data().targets().get((long) r * targets), 0);
      boolean right = !answers.hasClasses() || answers.predicted(r) == answers.actual(r);
      points.add(Json.numbers(x, second, target, right ? 1 : 0));
    }
    return points;
  }
}
