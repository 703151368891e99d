package dev.tenon.engine.cel;

import dev.tenon.engine.cel.value.CelItem;
import dev.tenon.engine.cel.value.KeyedList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A list of type set: its order does not count, and adding to it adds what is new. */
@SuppressWarnings("Immutable") // as ListValue
final class SetListValue extends ListValue implements KeyedList {
  SetListValue(List<Object> items) {
    super(items);
  }

  private Set<CelItem> distinct() {
    Set<CelItem> distinct = new HashSet<>();
    forEach(item -> distinct.add(new CelItem(item)));
    return distinct;
  }

  @Override
  public boolean sameAs(List<?> other) {
    if (size() != other.size()) {
      return false;
    }
    Set<CelItem> mine = distinct();
    return other.stream().allMatch(item -> mine.contains(new CelItem(item)));
  }

  @Override
  public List<Object> plus(List<?> other) {
    List<Object> all = new ArrayList<>(this);
    Set<CelItem> seen = distinct();
    for (Object item : other) {
      if (seen.add(new CelItem(item))) {
        all.add(item);
      }
    }
    return new SetListValue(all);
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
