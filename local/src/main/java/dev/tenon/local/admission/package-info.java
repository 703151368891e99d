/** The review of writes in the process of the embedded API, by the handler that a cluster asks. */
package dev.tenon.local.admission;
