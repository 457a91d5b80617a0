package io.telltale.query.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A grammar as docs/rules.md writes it, which can also be spoken: it draws random sentences. */
final class Ebnf {
  private static final Pattern PIECE =
      Pattern.compile("\\s*(\"[^\"]*\"|[a-z][a-z ]*[a-z]|[=|,;()\\[\\]{}])");

  /** A part of a definition. */
  private sealed interface Node {
    record Terminal(String text) implements Node {}

    record Named(String name) implements Node {}

    record Sequence(List<Node> parts) implements Node {}

    record Choice(List<Node> parts) implements Node {}

    record Repeated(Node part, boolean atMostOnce) implements Node {}
  }

  private static final int DEEP = 5;
  private static final int ENDLESS = 1_000;

  private final Map<String, Node> definitions = new LinkedHashMap<>();
  private final Map<String, Integer> heights = new HashMap<>();
  private final List<String> pieces = new ArrayList<>();
  private int at;

  Ebnf(String text) {
    Matcher piece = PIECE.matcher(text);
    int end = 0;
    while (piece.find() && piece.start() == end) {
      pieces.add(piece.group(1));
      end = piece.end();
    }
    if (!text.substring(end).isBlank()) {
      throw new IllegalArgumentException("no EBNF: " + text.substring(end));
    }
    while (at < pieces.size()) {
      String name = pieces.get(at++);
      expect("=");
      definitions.put(name, choice());
      expect(";");
    }
    measure();
  }

  private Node choice() {
    List<Node> parts = new ArrayList<>();
    do {
      parts.add(sequence());
    } while (take("|"));
    return parts.size() == 1 ? parts.get(0) : new Node.Choice(parts);
  }

  private Node sequence() {
    List<Node> parts = new ArrayList<>();
    do {
      parts.add(part());
    } while (take(","));
    return parts.size() == 1 ? parts.get(0) : new Node.Sequence(parts);
  }

  private Node part() {
    String piece = pieces.get(at++);
    switch (piece) {
      case "(", "[", "{":
        Node inner = choice();
        expect(piece.equals("(") ? ")" : piece.equals("[") ? "]" : "}");
        return piece.equals("(") ? inner : new Node.Repeated(inner, piece.equals("["));
      default:
        return piece.startsWith("\"")
            ? new Node.Terminal(piece.substring(1, piece.length() - 1))
            : new Node.Named(piece);
    }
  }

  private boolean take(String piece) {
    boolean there = at < pieces.size() && pieces.get(at).equals(piece);
    at += there ? 1 : 0;
    return there;
  }

  private void expect(String piece) {
    if (!take(piece)) {
      throw new IllegalArgumentException("no " + piece + " before " + pieces.subList(at, at + 3));
    }
  }

  Set<String> defined() {
    return new TreeSet<>(definitions.keySet());
  }

  Set<String> named() {
    Set<String> names = new TreeSet<>();
    definitions.values().forEach(node -> collect(node, names, false));
    return names;
  }

  Set<String> terminals() {
    Set<String> texts = new TreeSet<>();
    definitions.values().forEach(node -> collect(node, texts, true));
    return texts;
  }

  private static void collect(Node node, Set<String> into, boolean terminals) {
    if (node instanceof Node.Terminal terminal && terminals) {
      into.add(terminal.text());
    } else if (node instanceof Node.Named named && !terminals) {
      into.add(named.name());
    } else if (node instanceof Node.Sequence sequence) {
      sequence.parts().forEach(part -> collect(part, into, terminals));
    } else if (node instanceof Node.Choice choice) {
      choice.parts().forEach(part -> collect(part, into, terminals));
    } else if (node instanceof Node.Repeated repeated) {
      collect(repeated.part(), into, terminals);
    }
  }

  /** Draws a sentence; words says what stands for a name that is not defined here. */
  String sentence(String start, Random random, Map<String, List<String>> words) {
    StringBuilder text = new StringBuilder();
    speak(new Node.Named(start), random, words, text, 0);
    return text.toString();
  }

  private void speak(
      Node node, Random random, Map<String, List<String>> words, StringBuilder text, int depth) {
    if (node instanceof Node.Terminal terminal) {
      text.append(text.isEmpty() || terminal.text().startsWith("/") ? "" : " ");
      text.append(terminal.text());
    } else if (node instanceof Node.Named named && words.containsKey(named.name())) {
      List<String> some = words.get(named.name());
      text.append(text.isEmpty() ? "" : " ").append(some.get(random.nextInt(some.size())));
    } else if (node instanceof Node.Named named) {
      speak(definitions.get(named.name()), random, words, text, depth + 1);
    } else if (node instanceof Node.Sequence sequence) {
      sequence.parts().forEach(part -> speak(part, random, words, text, depth));
    } else if (node instanceof Node.Choice choice) {
      speak(choose(choice, random, depth), random, words, text, depth);
    } else if (node instanceof Node.Repeated repeated) {
      int times = repeated.atMostOnce() ? random.nextInt(2) : Math.max(0, random.nextInt(5) - 2);
      for (int i = 0; i < (depth > DEEP ? 0 : times); i++) {
        speak(repeated.part(), random, words, text, depth);
      }
    }
  }

  /** Deep down, only what leads to an end soonest. */
  private Node choose(Node.Choice choice, Random random, int depth) {
    List<Node> parts = choice.parts();
    if (depth > DEEP) {
      int least = parts.stream().mapToInt(this::height).min().getAsInt();
      parts = parts.stream().filter(part -> height(part) == least).toList();
    }
    return parts.get(random.nextInt(parts.size()));
  }

  /** How many definitions lie at least between a part and its words. */
  private int height(Node node) {
    if (node instanceof Node.Named named) {
      return heights.getOrDefault(named.name(), 0);
    }
    if (node instanceof Node.Sequence sequence) {
      return sequence.parts().stream().mapToInt(this::height).max().getAsInt();
    }
    if (node instanceof Node.Choice choice) {
      return choice.parts().stream().mapToInt(this::height).min().getAsInt();
    }
    return 0;
  }

  private void measure() {
    definitions.keySet().forEach(name -> heights.put(name, ENDLESS));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Map.Entry<String, Node> definition : definitions.entrySet()) {
        int height = Math.min(ENDLESS, 1 + height(definition.getValue()));
        changed |= heights.put(definition.getKey(), height) != height;
      }
    }
  }
}
