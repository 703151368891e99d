/** Label and field selectors, as in {@code kubectl get -l} and {@code --field-selector}. */
package dev.tenon.local.api.selector;
