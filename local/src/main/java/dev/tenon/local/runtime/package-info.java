/** Plans run in this process: one CamelContext for each integration, one HTTP port for all. */
package dev.tenon.local.runtime;
