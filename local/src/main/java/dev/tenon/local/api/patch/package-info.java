/** Patches of objects: JSON patch, JSON merge patch and strategic merge patch. */
package dev.tenon.local.api.patch;
