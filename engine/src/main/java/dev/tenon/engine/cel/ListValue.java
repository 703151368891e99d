package dev.tenon.engine.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import dev.tenon.engine.cel.value.CelEquality;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.RandomAccess;

/**
 * A list. It is a value of CEL and a Java list at once, so that the evaluator takes it as it is: of
 * any other list it would convert every item at every step.
 */
@SuppressWarnings(
    "Immutable") // a view of JSON that nobody changes while an expression is evaluated
class ListValue extends CelValue implements List<Object>, RandomAccess {
  private static final CelType TYPE = ListType.create(SimpleType.DYN);

  private final List<Object> items;

  ListValue(List<Object> items) {
    this.items = items;
  }

  /**
   * The items of a JSON array, of the type of the list's elements; a list of dynamic type has
   * dynamic items.
   */
  static ListValue of(JsonNode json, SchemaType type) {
    SchemaType element = type.element().orElse(SchemaType.DYNAMIC);
    List<Object> items =
        new AbstractList<>() {
          @Override
          public Object get(int index) {
            return JsonValues.value(json.get(index), element);
          }

          @Override
          public int size() {
            return json.size();
          }
        };
    return switch (type.listType()) {
      case "set" -> new SetListValue(items);
      case "map" -> new MapListValue(items, type.keys());
      default -> new ListValue(items);
    };
  }

  @Override
  public Object value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return items.isEmpty();
  }

  @Override
  public CelType celType() {
    return TYPE;
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public boolean isEmpty() {
    return items.isEmpty();
  }

  @Override
  public Object get(int index) {
    return items.get(index);
  }

  @Override
  public Iterator<Object> iterator() {
    return items.iterator();
  }

  @Override
  public boolean contains(Object item) {
    return CelEquality.contains(items, item);
  }

  @Override
  public boolean containsAll(Collection<?> others) {
    return others.stream().allMatch(this::contains);
  }

  @Override
  public int indexOf(Object item) {
    return items.indexOf(item);
  }

  @Override
  public int lastIndexOf(Object item) {
    return items.lastIndexOf(item);
  }

  @Override
  public Object[] toArray() {
    return items.toArray();
  }

  @Override
  public <T> T[] toArray(T[] into) {
    return items.toArray(into);
  }

  @Override
  public ListIterator<Object> listIterator() {
    return items.listIterator();
  }

  @Override
  public ListIterator<Object> listIterator(int index) {
    return items.listIterator(index);
  }

  @Override
  public List<Object> subList(int from, int to) {
    return items.subList(from, to);
  }

  @Override
  public boolean add(Object item) {
    throw readOnly();
  }

  @Override
  public void add(int index, Object item) {
    throw readOnly();
  }

  @Override
  public boolean addAll(Collection<?> others) {
    throw readOnly();
  }

  @Override
  public boolean addAll(int index, Collection<?> others) {
    throw readOnly();
  }

  @Override
  public boolean remove(Object item) {
    throw readOnly();
  }

  @Override
  public Object remove(int index) {
    throw readOnly();
  }

  @Override
  public boolean removeAll(Collection<?> others) {
    throw readOnly();
  }

  @Override
  public boolean retainAll(Collection<?> others) {
    throw readOnly();
  }

  @Override
  public Object set(int index, Object item) {
    throw readOnly();
  }

  @Override
  public void clear() {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("a list of a resource is read only");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof List<?> && CelEquality.equal(this, other);
  }

  @Override
  public int hashCode() {
    return CelEquality.hash(this);
  }

  @Override
  public String toString() {
    return items.toString();
  }
}
