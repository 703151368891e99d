/**
 * The application that runs plans: one CamelContext for each, in a process of their own or hundreds
 * side by side in one, behind one HTTP port, on one state store.
 */
package dev.tenon.runner;
