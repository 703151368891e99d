/**
 * What each kind demands of its objects: how a body is read, what is filled in before it is stored,
 * and what is wrong with it.
 */
package dev.tenon.local.api.rules;
