package dev.tenon.local.api.kinds;

/**
 * A resource whatever its version: {@code integrations.tenon.dev}.
 *
 * @param group its API group; empty for the core group
 * @param plural its plural name, as paths have it
 */
public record GroupResource(String group, String plural) implements Comparable<GroupResource> {
  @Override
  public int compareTo(GroupResource other) {
    int groups = group.compareTo(other.group);
    return groups == 0 ? plural.compareTo(other.plural) : groups;
  }

  @Override
  public String toString() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
