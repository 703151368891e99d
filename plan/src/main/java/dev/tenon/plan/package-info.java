/**
 * What operator and runner share. A {@link dev.tenon.plan.Plan} is what must run, as a value; a
 * {@link dev.tenon.plan.Grant} is how much of other people's quota it may use; a {@link
 * dev.tenon.plan.RunnerReport} is what the runner says of it. {@link dev.tenon.plan.Allowed} is the
 * list of what routes may use. Nothing here knows Kubernetes or Camel.
 */
package dev.tenon.plan;
