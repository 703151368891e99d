/** The certificate of the loopback server, and how clients come to trust it. */
package dev.tenon.local.api.tls;
