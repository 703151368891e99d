/**
 * A Kubernetes API in one process, for a laptop: {@link dev.tenon.local.api.EmbeddedApi}.
 *
 * <p>It serves Namespace, Secret, ConfigMap, Event (both groups), Lease, CustomResourceDefinition,
 * and every kind that a definition declares, with the semantics and the messages of Kubernetes
 * 1.35: CRUD, status, patches, server-side apply with ownership of fields, schemas, defaults,
 * watches, tables, garbage collection, namespaces. The same suite of requests runs against it and
 * against a real API server.
 *
 * <p>What it does not do, and answers with a Status that says so:
 *
 * <ul>
 *   <li>Pods, workloads, Services, RBAC, ServiceAccounts, quotas: 404.
 *   <li>Authorisation: whoever holds the token of the kubeconfig is {@code system:masters};
 *       impersonation is believed and tried on reviewers only.
 *   <li>Webhooks over the network, for admission or conversion: admission is in process ({@link
 *       dev.tenon.local.api.admission.Admission}); definitions with conversion webhooks are
 *       refused.
 *   <li>Protobuf and CBOR bodies: 415, except Namespace, ConfigMap and Secret, which kubectl's
 *       {@code create} commands send so. Answers are JSON or YAML.
 *   <li>The subresource {@code scale}; OpenAPI v2; audit; priority and fairness; HTTP/2.
 *   <li>Changes that a power cut takes: every acknowledged change survives the death of the
 *       process, not that of the machine.
 * </ul>
 */
package dev.tenon.local.api;
