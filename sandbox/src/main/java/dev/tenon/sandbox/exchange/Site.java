package dev.tenon.sandbox.exchange;

/** What is found at an address: which service a path belongs to. */
public interface Site {

  /** A service and how much of the path leads to it. */
  record Place(Service service, int length) {}

  /**
   * The place of a path, such as {@code /crm/contacts}; never null: what nobody owns has a service
   * that says so.
   */
  Place find(String path);
}
