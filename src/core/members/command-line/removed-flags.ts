import { isTrue } from '../../connections/importers/named-settings.ts';

/** A version whose removed flags are known. */
export type NewerVersion = '3.6' | '3.7';

/** A flag that a version has removed. */
export interface RemovedFlag {
  readonly flag: string;
  /** The version that removed it: this one or an earlier one. */
  readonly since: '3.5' | NewerVersion;
  /** The flag that replaces it, without dashes; empty for none. */
  readonly instead: string;
}

/** The feature gates that replace boolean flags. */
const gates = 'feature-gates=';

/** As `etcd` of 3.6.14 and 3.7.1 refuses them, and as 3.6's `server/embed/config.go` maps the experimental ones. */
const removed: readonly RemovedFlag[] = [
  ...[
    ['debug', 'log-level=debug'],
    ['experimental-backend-bbolt-freelist-type', 'backend-bbolt-freelist-type'],
    ['log-package-levels', 'log-level'],
  ].map(toRemoved('3.5')),
  ...[
    ['enable-v2', ''],
    ['experimental-enable-v2v3', ''],
    ['proxy', ''],
    ['proxy-dial-timeout', ''],
    ['proxy-failure-wait', ''],
    ['proxy-read-timeout', ''],
    ['proxy-refresh-interval', ''],
    ['proxy-write-timeout', ''],
  ].map(toRemoved('3.6')),
  ...[
    ['discovery', 'discovery-token'],
    ['discovery-proxy', ''],
    ['experimental-bootstrap-defrag-threshold-megabytes', 'bootstrap-defrag-threshold-megabytes'],
    ['experimental-compact-hash-check-enabled', `${gates}CompactHashCheck`],
    ['experimental-compact-hash-check-time', 'compact-hash-check-time'],
    ['experimental-compaction-batch-limit', 'compaction-batch-limit'],
    ['experimental-compaction-sleep-interval', 'compaction-sleep-interval'],
    ['experimental-corrupt-check-time', 'corrupt-check-time'],
    ['experimental-distributed-tracing-address', 'distributed-tracing-address'],
    ['experimental-distributed-tracing-instance-id', 'distributed-tracing-instance-id'],
    ['experimental-distributed-tracing-sampling-rate', 'distributed-tracing-sampling-rate'],
    ['experimental-distributed-tracing-service-name', 'distributed-tracing-service-name'],
    ['experimental-downgrade-check-time', 'downgrade-check-time'],
    ['experimental-enable-distributed-tracing', 'enable-distributed-tracing'],
    ['experimental-enable-lease-checkpoint', `${gates}LeaseCheckpoint`],
    ['experimental-enable-lease-checkpoint-persist', `${gates}LeaseCheckpointPersist`],
    ['experimental-initial-corrupt-check', `${gates}InitialCorruptCheck`],
    ['experimental-memory-mlock', 'memory-mlock'],
    ['experimental-peer-skip-client-san-verification', 'peer-skip-client-san-verification'],
    // Its name in a configuration file up to 3.6.
    ['experimental-snapshot-catch-up-entries', 'snapshot-catchup-entries'],
    ['experimental-snapshot-catchup-entries', 'snapshot-catchup-entries'],
    ['experimental-stop-grpc-service-on-defrag', `${gates}StopGRPCServiceOnDefrag`],
    ['experimental-txn-mode-write-with-shared-buffer', `${gates}TxnModeWriteWithSharedBuffer`],
    ['experimental-warning-apply-duration', 'warning-apply-duration'],
    ['experimental-warning-unary-request-duration', 'warning-unary-request-duration'],
    ['experimental-watch-progress-notify-interval', 'watch-progress-notify-interval'],
  ].map(toRemoved('3.7')),
];

function toRemoved(since: RemovedFlag['since']): (pair: readonly string[]) => RemovedFlag {
  return ([flag = '', instead = '']) => ({ flag, since, instead });
}

/** Returns the entry of a flag that a version has removed, otherwise `null`. `value`: `null` for any value. */
export function removedFlag(name: string, value: string | null, to: NewerVersion): RemovedFlag | null {
  // The flag stays, and has lost its first value.
  if (name === 'v2-deprecation' && value === 'not-yet') {
    return { flag: 'v2-deprecation=not-yet', since: '3.6', instead: 'v2-deprecation=write-only' };
  }
  const found = removed.find(({ flag, since }) => flag === name && since <= to) ?? null;
  if (found === null || !found.instead.startsWith(gates)) return found;
  return { ...found, instead: `${found.instead}=${isTrue(value ?? 'true')}` };
}
