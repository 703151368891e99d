package dev.tenon.sandbox.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A collection of records of one kind, such as contacts or tickets: where it is, how its records
 * are identified and stamped, what may be done with it, how it is paged, and what it holds at first
 * and as time passes.
 *
 * @param path where it is, under the vendor's base
 * @param id the field of the id
 * @param ids how new ids are made
 * @param created the field that is stamped on creation
 * @param updated the field that is stamped on each write
 * @param precision how fine the stamps are
 * @param externalIds the fields by which {@code PATCH path/field/value} upserts
 * @param allow what may be done
 * @param required fields without which a create is refused with 422
 * @param search where POST searches
 * @param aliases other names that filters and sorts may use, such as {@code lastmodifieddate} for
 *     the stamp
 * @param lag how long a change stays invisible to lists and searches, as behind a vendor's index
 */
public record CollectionConfig(
    String name,
    String path,
    String id,
    Ids ids,
    String created,
    String updated,
    Precision precision,
    List<String> externalIds,
    Set<Operation> allow,
    List<String> required,
    String search,
    Map<String, String> aliases,
    Paging paging,
    Duration lag,
    List<ObjectNode> records,
    Optional<Generate> generate) {

  /** How ids are made. */
  public enum Ids {
    /** 1, 2, 3 … as text. */
    Sequence,
    /** 1, 2, 3 … as numbers. */
    Number,
    /** UUIDs by the seed. */
    Uuid
  }

  /** How fine a stamp is. */
  public enum Precision {
    /** With milliseconds. */
    Millis,
    /** Whole seconds, so that several changes share one. */
    Seconds
  }

  /** What may be done with a collection. */
  public enum Operation {
    /** GET path. */
    List,
    /** POST path/search. */
    Search,
    /** GET path/id. */
    Get,
    /** POST path. */
    Create,
    /** PATCH or PUT path/id. */
    Update,
    /** PATCH path/field/value. */
    Upsert,
    /** DELETE path/id. */
    Delete
  }

  /**
   * How a list is cut in pages.
   *
   * @param items the field that holds the items; empty for a bare list
   * @param next the field (dots for depth) that holds the cursor or URL of the next page
   * @param cursor the parameter that the next request carries it in
   * @param limit the parameter for the size of a page
   * @param size the size of a page when none is asked for
   * @param max the largest size
   * @param total the field that holds how many there are in all, or empty
   * @param since the parameter of a GET that asks for what changed at or after a time
   */
  public record Paging(
      PagingType type,
      String items,
      String next,
      String cursor,
      String limit,
      int size,
      int max,
      String total,
      String since,
      Order order) {}

  /** The kinds of pages. */
  public enum PagingType {
    /** Everything in one answer. */
    None,
    /** {@code offset} and {@code limit}. */
    Offset,
    /** Page numbers from 1, and a Link header. */
    Page,
    /** An opaque cursor in the body. */
    Cursor,
    /** A Link header with an opaque cursor in its URL. */
    Link,
    /** An absolute URL in the body. */
    NextUrl
  }

  /** The order of a list when the request asks for none. */
  public enum Order {
    /** Oldest change first. */
    Updated,
    /** Newest change first. */
    UpdatedDescending,
    /** As created. */
    Created,
    /** Without an order that means anything, yet the same each time. */
    Unsorted
  }

  /**
   * Records that come as time passes.
   *
   * @param every one more each time
   * @param initial how many are there at the start
   * @param max how many there may be; from then on they change only
   * @param updates the share, from 0 to 1, that are changes of one that exists
   * @param record the template; {@code {{…}}} in its texts is filled by {@code Template}
   * @param change the fields that a change makes anew; absent: the template as a whole
   */
  public record Generate(
      Duration every,
      int initial,
      int max,
      double updates,
      ObjectNode record,
      Optional<ObjectNode> change,
      OptionalInt times) {}
}
