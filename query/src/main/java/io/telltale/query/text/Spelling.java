package io.telltale.query.text;

import java.util.Collection;
import java.util.Locale;

/** Guesses which word was meant. */
final class Spelling {
  private Spelling() {}

  /** Returns the word that was probably meant, or null. */
  static String meant(String word, Collection<String> words) {
    String alias = Words.alias(word);
    if (alias != null && words.contains(alias)) {
      return alias;
    }
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : words) {
      int edits = edits(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (edits < least || edits == least && candidate.compareTo(nearest) < 0) {
        nearest = candidate;
        least = edits;
      }
    }
    int most = nearest == null || nearest.length() < 3 ? 0 : nearest.length() < 6 ? 1 : 2;
    return least <= most ? nearest : null;
  }

  /** Returns a question about the word that was probably meant, or an empty text. */
  static String hint(String word, Collection<String> words) {
    String meant = meant(word, words);
    return meant == null || meant.equals(word) ? "" : "did you mean '" + meant + "'?";
  }

  /** Letters put in, left out, replaced, or turned about with their neighbour. */
  private static int edits(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          rows[i][j] = i + j;
          continue;
        }
        int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
        boolean turned =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        rows[i][j] = turned ? Math.min(least, 1 + rows[i - 2][j - 2]) : least;
      }
    }
    return rows[a.length()][b.length()];
  }
}
