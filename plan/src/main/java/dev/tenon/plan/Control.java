package dev.tenon.plan;

import java.util.Optional;

/**
 * Orders to a running integration that are no part of its plan. They lie beside it, like the grant,
 * and reach running routes without a restart.
 *
 * @param paused whether intake is stopped; what is stored goes on being delivered
 * @param readAgain an order to have polls read again, carried out once
 */
public record Control(boolean paused, Optional<ReadAgain> readAgain) {
  /** No orders. */
  public static final Control NONE = new Control(false, Optional.empty());

  /**
   * Has every poll read again from an earlier place.
   *
   * @param id tells one order from another
   * @param checkpoint JSON, text or number, as the System's checkpoints are
   */
  public record ReadAgain(String id, String checkpoint) {}

  /**
   * What became of an order.
   *
   * @param id of the order
   * @param failure why it could not be carried out; absent when it was
   */
  public record Done(String id, Optional<String> failure) {}
}
