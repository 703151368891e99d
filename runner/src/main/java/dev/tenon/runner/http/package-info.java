/**
 * One HTTP server for every CamelContext of the process. A path's first two segments name the
 * integration, so a request costs one look-up however many integrations there are, and each has its
 * own bound on requests in work.
 */
package dev.tenon.runner.http;
