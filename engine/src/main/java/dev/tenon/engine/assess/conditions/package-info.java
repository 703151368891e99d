/** The conditions of an Integration, one file each. */
package dev.tenon.engine.assess.conditions;
