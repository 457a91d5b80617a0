package io.telltale.query.text;

import io.telltale.query.text.ParsedRule.Fits;
import io.telltale.query.text.ParsedRule.Mention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the channels that a text mentions. Belongs to one thread and one text. */
final class Mentions {
  private final List<Mention> all = new ArrayList<>();
  private final Map<String, Mention> withUnit = new HashMap<>();

  /** Adds a mention and returns its number. */
  int add(Token name, Fits fits) {
    all.add(new Mention(name.text(), name.column(), fits, "", 0));
    return all.size() - 1;
  }

  /** Says what a mention turned out to be about. */
  void fits(int mention, Fits fits) {
    Mention m = all.get(mention);
    all.set(mention, new Mention(m.channel(), m.column(), fits, m.unit(), m.unitColumn()));
  }

  /** Notes the unit of a number of a mention. */
  void unit(int mention, String unit, int column) {
    Mention m = all.get(mention);
    Mention before = withUnit.get(m.channel());
    if (before != null && !before.unit().equals(unit)) {
      throw new RuleSyntaxException(
          column,
          "the unit that '"
              + m.channel()
              + "' has at column "
              + before.unitColumn()
              + ", "
              + before.unit(),
          "'" + unit + "'");
    }
    if (m.unit().isEmpty()) {
      m = new Mention(m.channel(), m.column(), m.fits(), unit, column);
      all.set(mention, m);
      withUnit.putIfAbsent(m.channel(), m);
    }
  }

  /** The channels of the mentions from this number on, each once, in the order written. */
  List<String> channels(int from) {
    return all.stream().skip(from).map(Mention::channel).distinct().toList();
  }

  int count() {
    return all.size();
  }

  List<Mention> all() {
    return all;
  }
}
