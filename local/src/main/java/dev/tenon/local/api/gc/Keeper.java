package dev.tenon.local.api.gc;

import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.storage.Change;

/** Somebody who keeps one thing in order; called by one thread only. */
interface Keeper {
  /** Something has changed. */
  void changed(GroupResource id, Change change);

  /** Time has passed: look after what may have been missed. */
  void resync();
}
