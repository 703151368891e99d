package dev.tenon.local.api.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A reviewer of writes, in process; what a ValidatingWebhookConfiguration is in a cluster. It is
 * asked on the thread of the request, at the same time by several, and must not write through this
 * API while it reviews.
 */
public interface Admission {
  /** The name in denials: {@code admission webhook "name" denied the request: …}. */
  String name();

  /**
   * Whether writes of a resource are reviewed at all.
   *
   * @param subresource empty for the object itself
   */
  boolean reviews(String group, String resource, String subresource);

  /**
   * Hears of every object that there is when the API starts, and then of every change that is
   * stored, in order, before its writer gets an answer; of all resources. It must be quick, and
   * must not change the object.
   *
   * @param group empty for the core group
   * @param object as it is now, or as it was last
   * @param gone whether it was deleted
   */
  default void stored(String group, String resource, ObjectNode object, boolean gone) {}

  /** Reviews one write. An exception is answered as 500 and nothing is stored. */
  Answer review(AdmissionRequest request);

  /**
   * What a reviewer says.
   *
   * @param allowed whether the write may be
   * @param code the HTTP code of a denial; at least 400
   * @param reason such as {@code Forbidden}; may be empty
   * @param message why it is denied
   * @param warnings for the person who asked, allowed or not
   */
  record Answer(boolean allowed, int code, String reason, String message, List<String> warnings) {
    /** Yes. */
    public static Answer allow(List<String> warnings) {
      return new Answer(true, 200, "", "", List.copyOf(warnings));
    }

    /** No, with 403. */
    public static Answer deny(String message, List<String> warnings) {
      return new Answer(false, 403, "Forbidden", message, List.copyOf(warnings));
    }
  }
}
