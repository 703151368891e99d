/** Takes figures about speed and size, and writes them down. */
package dev.tenon.bench;
