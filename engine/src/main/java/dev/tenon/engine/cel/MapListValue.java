package dev.tenon.engine.cel;

import dev.cel.common.values.SelectableValue;
import dev.tenon.engine.cel.value.CelEquality;
import dev.tenon.engine.cel.value.KeyedList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of type map: its items are found by their keys, its order does not count, and adding to it
 * merges by key.
 */
@SuppressWarnings("Immutable") // as ListValue
final class MapListValue extends ListValue implements KeyedList {
  private final List<String> keys;

  MapListValue(List<Object> items, List<String> keys) {
    super(items);
    this.keys = keys;
  }

  /** The values of an item's keys; an absent one is empty. */
  @SuppressWarnings("unchecked") // fields are selected by name
  private List<Optional<?>> keyOf(Object item) {
    List<Optional<?>> key = new ArrayList<>(keys.size());
    for (String name : keys) {
      String field = PropertyNames.escape(name).orElse(name);
      key.add(
          item instanceof SelectableValue<?> object
              ? ((SelectableValue<Object>) object).find(field)
              : Optional.empty());
    }
    return key;
  }

  @Override
  public boolean sameAs(List<?> other) {
    if (size() != other.size()) {
      return false;
    }
    Map<List<Optional<?>>, Object> mine = new HashMap<>();
    forEach(item -> mine.put(keyOf(item), item));
    for (Object item : other) {
      Object match = mine.get(keyOf(item));
      if (match == null || !CelEquality.equal(match, item)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<Object> plus(List<?> other) {
    List<Object> all = new ArrayList<>(this);
    Map<List<Optional<?>>, Integer> places = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      places.put(keyOf(all.get(i)), i);
    }
    for (Object item : other) {
      Integer place = places.get(keyOf(item));
      if (place == null) {
        all.add(item);
      } else {
        all.set(place, item);
      }
    }
    return new MapListValue(all, keys);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
