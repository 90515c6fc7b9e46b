import type { StartFlag } from './start-settings.ts';

const integer = /^\d{1,19}$/;
const boolean = /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;
const duration = /^(?:\d{1,10}(?:\.\d{1,9})?(?:h|m|s|ms|us|ns)){1,6}$/;
const integerOrDuration = /^(?:\d{1,19}|(?:\d{1,10}(?:\.\d{1,9})?(?:h|m|s|ms|us|ns)){1,6})$/;
/** Names and lists of them: nothing that another spelling has to quote. */
const word = /^[A-Za-z0-9_.,=:/+-]{1,1024}$/;

/**
 * The flags that a new member takes over from another one, each with the form of its values. Members have to agree on
 * timings, tokens and the checks of certificates; the rest is what an operator sets for the cluster. Never what is one
 * member's own (its name, URLs, folders, logs), nor what must not be passed on (`--force-new-cluster`,
 * `--unsafe-no-fsync`).
 */
const forms: ReadonlyMap<string, RegExp> = new Map([
  ['heartbeat-interval', integer],
  ['election-timeout', integer],
  ['initial-election-tick-advance', boolean],
  ['pre-vote', boolean],
  ['strict-reconfig-check', boolean],
  ['snapshot-count', integer],
  ['max-snapshots', integer],
  ['max-wals', integer],
  ['max-learners', integer],
  ['experimental-max-learners', integer],
  ['quota-backend-bytes', integer],
  ['backend-batch-limit', integer],
  ['backend-batch-interval', duration],
  ['backend-bbolt-freelist-type', word],
  ['max-txn-ops', integer],
  ['max-request-bytes', integer],
  ['max-concurrent-streams', integer],
  ['grpc-keepalive-min-time', duration],
  ['grpc-keepalive-interval', duration],
  ['grpc-keepalive-timeout', duration],
  ['auto-compaction-mode', word],
  ['auto-compaction-retention', integerOrDuration],
  ['compaction-batch-limit', integer],
  ['experimental-compaction-batch-limit', integer],
  ['compaction-sleep-interval', duration],
  ['experimental-compaction-sleep-interval', duration],
  ['feature-gates', word],
  ['experimental-initial-corrupt-check', boolean],
  ['corrupt-check-time', duration],
  ['experimental-corrupt-check-time', duration],
  ['compact-hash-check-time', duration],
  ['experimental-compact-hash-check-enabled', boolean],
  ['experimental-compact-hash-check-time', duration],
  ['experimental-enable-lease-checkpoint', boolean],
  ['experimental-enable-lease-checkpoint-persist', boolean],
  ['watch-progress-notify-interval', duration],
  ['experimental-watch-progress-notify-interval', duration],
  ['warning-apply-duration', duration],
  ['experimental-warning-apply-duration', duration],
  ['auth-token', word],
  ['auth-token-ttl', integer],
  ['bcrypt-cost', integer],
  ['cipher-suites', word],
  ['tls-min-version', word],
  ['tls-max-version', word],
  ['client-cert-allowed-hostname', word],
  ['peer-cert-allowed-cn', word],
  ['peer-cert-allowed-hostname', word],
  ['metrics', word],
]);

/** Returns the flags of another member that a new one takes over; a value of another form is left out. */
export function sharedFlags(given: ReadonlyMap<string, string>): readonly StartFlag[] {
  return [...forms].flatMap(([name, form]) => {
    const value = given.get(name);
    if (value === undefined || !form.test(value)) return [];
    return [{ name, value: form === boolean ? String(/^[1tT]/.test(value)) : value }];
  });
}
