/** JSON trees: reading them strictly, and short ways to what every object has. */
package dev.tenon.local.api.json;
