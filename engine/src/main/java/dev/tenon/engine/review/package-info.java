/** Whether a change is allowed: rules over the change, the estate and the plan. */
package dev.tenon.engine.review;
