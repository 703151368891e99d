/** One reconciler a kind. A reconciler reads: estate, plan, review, runtime, assess, write. */
package dev.tenon.operator.reconcile;
