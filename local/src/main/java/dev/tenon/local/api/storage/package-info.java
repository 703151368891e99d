/**
 * What is stored: objects in memory, every change in a journal on disk before it is acknowledged,
 * and a bounded history of changes for watches.
 */
package dev.tenon.local.api.storage;
