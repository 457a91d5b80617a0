package io.telltale.budget;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Reads JSON piece by piece; what is not as expected is an error that says where. */
final class JsonReader implements Closeable {
  private final String source;
  private final JsonParser json;

  private JsonReader(String source, JsonParser json) {
    this.source = source;
    this.json = json;
  }

  static JsonReader open(String source, InputStream in) throws IOException {
    return new JsonReader(source, new JsonFactory().createParser(in));
  }

  /** Calls back for each key, which comes once; the value is then the callback's to read. */
  void object(String what, Consumer<String> value) {
    if (next() != JsonToken.START_OBJECT) {
      throw expected("an object: " + what);
    }
    Set<String> keys = new HashSet<>();
    while (next() == JsonToken.FIELD_NAME) {
      String key = text();
      if (!keys.add(key)) {
        throw wrong("\"" + key + "\" is there twice", null);
      }
      value.accept(key);
    }
  }

  /** Calls back before each element, which is then the callback's to read. */
  void array(String what, int length, Runnable element) {
    if (next() != JsonToken.START_ARRAY) {
      throw expected("an array: " + what);
    }
    for (int i = 0; i < length; i++) {
      element.run();
    }
    if (next() != JsonToken.END_ARRAY) {
      throw expected("the end of the array: " + what);
    }
  }

  /** Calls back for each array in an array; the elements are then the callback's to read. */
  void arrays(String what, Runnable elements) {
    if (next() != JsonToken.START_ARRAY) {
      throw expected("an array: " + what);
    }
    while (next() == JsonToken.START_ARRAY) {
      elements.run();
      if (next() != JsonToken.END_ARRAY) {
        throw expected("the end of an element: " + what);
      }
    }
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw expected("an array in the array: " + what);
    }
  }

  String string(String what) {
    if (next() != JsonToken.VALUE_STRING) {
      throw expected("a string: " + what);
    }
    return text();
  }

  /** A finite number that is not negative. */
  double number(String what) {
    double number = anyNumber(what);
    if (!(number >= 0 && number <= Double.MAX_VALUE)) {
      throw expected("a number that is not negative: " + what);
    }
    return number;
  }

  double anyNumber(String what) {
    if (!next().isNumeric()) {
      throw expected("a number: " + what);
    }
    try {
      return json.getDoubleValue();
    } catch (IOException e) {
      throw wrong("expected a number: " + what, e);
    }
  }

  void end() {
    try {
      if (json.nextToken() != null) {
        throw expected("the end of the file");
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  void skip() {
    try {
      json.nextToken();
      json.skipChildren();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  BudgetFileException unknownKey(String key, String known) {
    return wrong("unknown key \"" + key + "\"; expected " + known, null);
  }

  BudgetFileException expected(String what) {
    JsonToken token = json.currentToken();
    String found =
        switch (token == null ? JsonToken.NOT_AVAILABLE : token) {
          case NOT_AVAILABLE -> "the file ends";
          case START_OBJECT -> "an object is";
          case START_ARRAY -> "an array is";
          case END_OBJECT, END_ARRAY -> "the end is";
          case VALUE_STRING, FIELD_NAME -> "\"" + text() + "\" is";
          default -> text() + " is";
        };
    return wrong("expected " + what + "; " + found + " there", null);
  }

  /** An error at the token read last. */
  BudgetFileException wrong(String message, Throwable cause) {
    return at(json.currentTokenLocation(), message, cause);
  }

  private JsonToken next() {
    try {
      JsonToken token = json.nextToken();
      if (token == null) {
        throw expected("more");
      }
      return token;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private String text() {
    try {
      return json.getText();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private BudgetFileException unreadable(IOException e) {
    if (e instanceof JsonParseException parse) {
      return at(parse.getLocation(), "expected JSON: " + parse.getOriginalMessage(), e);
    }
    return at(json.currentLocation(), "cannot be read: " + e.getMessage(), e);
  }

  private BudgetFileException at(JsonLocation where, String message, Throwable cause) {
    return new BudgetFileException(
        source + ":" + where.getLineNr() + ":" + where.getColumnNr() + ": " + message, cause);
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
