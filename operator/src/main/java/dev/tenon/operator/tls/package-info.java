/** Certificates: authorities and what they sign, how they are written, served and replaced. */
package dev.tenon.operator.tls;
