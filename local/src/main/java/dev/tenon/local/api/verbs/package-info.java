/** What can be done to objects: get, list, create, update, patch, apply, delete. */
package dev.tenon.local.api.verbs;
