/** What there is: groups, versions and resources, in both forms that clients ask for. */
package dev.tenon.local.api.discovery;
