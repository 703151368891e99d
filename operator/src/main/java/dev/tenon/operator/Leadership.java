package dev.tenon.operator;

import dev.tenon.operator.ClusterSettings.Election;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this operator is the one that acts, and how it hands over. */
final class Leadership {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private final KubernetesClient client;
  private final Election election;
  private final Runnable begin;
  private final AtomicBoolean leads = new AtomicBoolean();
  private final AtomicBoolean leaving = new AtomicBoolean();

  /** Begins by that when it is elected. */
  Leadership(KubernetesClient client, Election election, Runnable begin) {
    this.client = client;
    this.election = election;
    this.begin = begin;
  }

  LeaderElectionConfiguration configuration() {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(election.name())
        .withLeaseNamespace(election.namespace())
        .withIdentity(election.identity())
        .withLeaseDuration(election.lease())
        // it gives up before anybody else may begin
        .withRenewDeadline(election.lease().multipliedBy(2).dividedBy(3))
        .withRetryPeriod(election.lease().dividedBy(8))
        .withLeaderCallbacks(new LeaderCallbacks(this::won, this::lost, leader -> {}))
        // else an orderly stop would end the process in the middle; a loss ends it by our callback
        .buildForTest(false);
  }

  private void won() {
    LOG.info("leads, as {}", election.identity());
    leads.set(true);
    begin.run();
  }

  private void lost() {
    // in an orderly stop it still holds the lease, until it gives it back
    if (!leaving.get() && leads.getAndSet(false)) {
      LOG.warn("does not lead any more, and ends; another one goes on");
      election.lost().run();
    }
  }

  boolean leads() {
    return leads.get();
  }

  /** What happens from now on is a stop, not a loss. */
  void leave() {
    leaving.set(true);
  }

  /** After the stop: another need not wait until the lease is over. */
  void release() {
    if (!leads.getAndSet(false)) {
      return;
    }
    try {
      client
          .leases()
          .inNamespace(election.namespace())
          .withName(election.name())
          .edit(
              lease -> {
                if (election.identity().equals(lease.getSpec().getHolderIdentity())) {
                  lease.getSpec().setHolderIdentity("");
                }
                return lease;
              });
    } catch (KubernetesClientException e) {
      LOG.info("the lease ends by itself: {}", e.getMessage());
    }
  }
}
