package dev.tenon.camel.state;

/** What is counted for an inbox. The last three are numbers of rows now, the others only grow. */
enum Tally {
  RECEIVED,
  DUPLICATES,
  DELIVERED,
  FILTERED,
  REFUSED,
  WAITING,
  HELD,
  DEAD;

  /** The column of {@code tenon_count}. */
  String column() {
    return switch (this) {
      case RECEIVED -> "received";
      case DUPLICATES -> "duplicates";
      case DELIVERED -> "delivered";
      case FILTERED -> "filtered";
      case REFUSED -> "refused";
      case WAITING -> "waiting";
      case HELD -> "held";
      case DEAD -> "dead";
    };
  }
}
