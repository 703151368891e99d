/** What a sandbox file declares, as values, and its reader. */
package dev.tenon.sandbox.config;
