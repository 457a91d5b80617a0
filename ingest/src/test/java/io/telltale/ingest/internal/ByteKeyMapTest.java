package io.telltale.ingest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.budget.AllocationProbe;
import io.telltale.core.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ByteKeyMapTest {
  @Test
  void agreesWithAHashMap() {
    Seeds.run(
        10,
        random -> {
          Map<String, Integer> model = new HashMap<>();
          ByteKeyMap<Integer> map = new ByteKeyMap<>();
          for (int i = 0; i < 3_000; i++) {
            String key = "k".repeat(random.nextInt(20)) + random.nextInt(2_000);
            byte[] bytes = ("<" + key + ">").getBytes(StandardCharsets.UTF_8);
            Integer found = map.get(bytes, 1, bytes.length - 1);
            assertThat(found).isEqualTo(model.get(key));
            if (found == null) {
              map.put(bytes, 1, bytes.length - 1, i);
              model.put(key, i);
            }
          }
          assertThat(map.size()).isEqualTo(model.size());
          map.clear();
          assertThat(map.size()).isZero();
          assertThat(map.get(new byte[] {'k', '1'}, 0, 2)).isNull();
        });
  }

  @Test
  void lookingUpAllocatesNothing() {
    ByteKeyMap<String> map = new ByteKeyMap<>();
    byte[] key = "readings.velocity".getBytes(StandardCharsets.UTF_8);
    map.put(key, 0, key.length, "x");
    AllocationProbe.assertAllocatesNothing("get", 10_000, () -> map.get(key, 0, key.length));
    assertThat(map.get(key, 0, key.length - 1)).isNull();
  }
}
