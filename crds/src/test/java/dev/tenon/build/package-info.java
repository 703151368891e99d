/** What holds for the build as a whole. It is tested in the module that is built first. */
package dev.tenon.build;
