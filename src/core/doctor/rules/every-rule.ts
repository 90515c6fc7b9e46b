import { applyLag } from './apply-lag.ts';
import { failedProposals } from './failed-proposals.ts';
import { failedRequests } from './failed-requests.ts';
import { fewFiles } from './few-files.ts';
import { leaderChanges } from './leader-changes.ts';
import { metricsUnread } from './metrics-unread.ts';
import { peerSendFailures } from './peer-send-failures.ts';
import type { MetricsInput, Rule } from './rule.ts';
import { slowCommit, slowFsync } from './slow-disk.ts';
import { slowPeer } from './slow-peer.ts';
import { slowRequests } from './slow-requests.ts';
import { slowWatchers } from './slow-watchers.ts';

/** The rules on metrics. The rules on members are in `core/members/findings.ts`. */
export const metricsRules: readonly Rule<MetricsInput>[] = [
  metricsUnread,
  leaderChanges,
  failedRequests,
  slowRequests,
  slowPeer,
  peerSendFailures,
  failedProposals,
  slowFsync,
  slowCommit,
  applyLag,
  slowWatchers,
  fewFiles,
];
