package io.telltale.peers;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Answers in a file: the oracle computes them once, the JVM of each engine compares with them. */
final class AnswerFile {
  private AnswerFile() {}

  static void write(Path file, List<Answer> answers) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(answers.size());
      for (Answer answer : answers) {
        out.writeInt(answer.rows());
        for (int row = 0; row < answer.rows(); row++) {
          for (int i = 0; i < Answer.KEYS; i++) {
            out.writeLong(answer.key(row, i));
          }
          for (int i = 0; i < Answer.VALUES; i++) {
            out.writeDouble(answer.value(row, i));
          }
        }
      }
    }
  }

  static List<Answer> read(Path file) throws IOException {
    List<Answer> answers = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int left = in.readInt(); left > 0; left--) {
        Answer answer = new Answer();
        for (int rows = in.readInt(); rows > 0; rows--) {
          answer.add(
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble());
        }
        answers.add(answer);
      }
    }
    return answers;
  }
}
