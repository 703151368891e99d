/** How fast a large estate's changes are judged: by the admission server, and by {@code check}. */
package dev.tenon.bench.review;
