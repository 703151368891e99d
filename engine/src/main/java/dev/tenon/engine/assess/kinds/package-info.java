/** The statuses of the kinds besides Integration, one file each. */
package dev.tenon.engine.assess.kinds;
