/**
 * Reading a System again and again: when, from where, all pages, one replica at a time, and how far
 * it came.
 */
package dev.tenon.camel.system.poll;
