/** Everything that is declared, indexed: who owns, who uses, who depends on what. */
package dev.tenon.engine.estate;
