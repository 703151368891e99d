/** How the routes of patterns and integrations are read: their endpoints and placeholders. */
package dev.tenon.engine.routes;
