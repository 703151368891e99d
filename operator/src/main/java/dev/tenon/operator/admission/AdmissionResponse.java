package dev.tenon.operator.admission;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What becomes of a write: the {@code response} of an AdmissionReview.
 *
 * @param code of HTTP: 200, or why it is refused
 * @param reason in Kubernetes' words; empty where there is none
 * @param message why it is refused; empty where it is not
 * @param warnings for the person who writes, each of one line
 * @param audit annotations for the API server's audit log
 */
public record AdmissionResponse(
    boolean allowed,
    int code,
    String reason,
    String message,
    List<String> warnings,
    SortedMap<String, String> audit) {
  private static final int OK = 200;
  private static final int FORBIDDEN = 403;

  /** Keeps copies. */
  public AdmissionResponse {
    warnings = List.copyOf(warnings);
    audit = Collections.unmodifiableSortedMap(new TreeMap<>(audit));
  }

  /** The write may be, and nothing is said of it. */
  static AdmissionResponse untouched() {
    return allow(List.of(), Collections.emptySortedMap());
  }

  static AdmissionResponse allow(List<String> warnings, SortedMap<String, String> audit) {
    return new AdmissionResponse(true, OK, "", "", warnings, audit);
  }

  static AdmissionResponse refuse(
      String message, List<String> warnings, SortedMap<String, String> audit) {
    return new AdmissionResponse(false, FORBIDDEN, "Forbidden", message, warnings, audit);
  }

  /** The write could not be judged. */
  static AdmissionResponse failed(int code, String reason, String message) {
    return new AdmissionResponse(
        false, code, reason, message, List.of(), Collections.emptySortedMap());
  }
}
