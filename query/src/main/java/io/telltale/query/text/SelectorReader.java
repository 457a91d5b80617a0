package io.telltale.query.text;

import io.telltale.query.Selector;
import java.util.ArrayList;
import java.util.List;

/** Reads what may stand behind {@code where}. Belongs to one thread and one text. */
final class SelectorReader {
  private static final String WANTED = "an attribute's name";
  private static final String VALUE = "a value in \"quotes\"";

  private final Tokens tokens;
  private final ValueReader values;

  SelectorReader(Tokens tokens, ValueReader values) {
    this.tokens = tokens;
    this.values = values;
  }

  Selector selector() {
    List<Selector> terms = new ArrayList<>();
    do {
      terms.add(conjunction());
    } while (tokens.takeWord("or"));
    return terms.size() == 1 ? terms.get(0) : new Selector.Or(terms);
  }

  private Selector conjunction() {
    List<Selector> terms = new ArrayList<>();
    do {
      terms.add(unary());
    } while (tokens.takeWord("and"));
    return terms.size() == 1 ? terms.get(0) : new Selector.And(terms);
  }

  private Selector unary() {
    tokens.down();
    Selector selector;
    if (tokens.takeWord("not")) {
      selector = new Selector.Not(unary());
    } else if (tokens.takeSymbol("(")) {
      selector = selector();
      if (!tokens.takeSymbol(")")) {
        throw tokens.unexpected("'and', 'or' or ')'", List.of("and", "or"));
      }
    } else {
      selector = comparison();
    }
    tokens.up();
    return selector;
  }

  private Selector comparison() {
    String attribute = values.name(WANTED).text();
    Token sign = tokens.peek();
    if (tokens.takeSymbol("=")) {
      return new Selector.Equal(attribute, values.string(VALUE));
    }
    if (tokens.takeSymbol("!=")) {
      return new Selector.NotEqual(attribute, values.string(VALUE));
    }
    if (tokens.takeWord("in")) {
      return new Selector.In(attribute, values.strings(VALUE));
    }
    String wanted = "'=', '!=' or 'in'";
    if (sign.isSymbol("==")) {
      throw sign.expected(wanted, "attributes take one =");
    }
    if (sign.isSymbol("<>")) {
      throw sign.expected(wanted, "did you mean '!='?");
    }
    if (sign.isWord("not")) {
      throw sign.expected(wanted, "'not' stands before the attribute: not model in (\"a\")");
    }
    throw tokens.unexpected(wanted, List.of("in"));
  }
}
