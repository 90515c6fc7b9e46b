const mebibyte = 2 ** 20;

/**
 * The most bytes of one answer of any call. Pages of values shrink where they do not fit, and a transaction of 128 keys
 * has 192 MiB of the largest values that a server takes by default. gRPC checks the announced size before it takes the
 * bytes.
 */
export const mostAnswerBytes = 512 * mebibyte;

/**
 * The bound for lists, which become objects at once: a hundred thousand members, users or alarms; millions of leases.
 */
const mostOf = {
  KV: mostAnswerBytes,
  Watch: mostAnswerBytes,
  Lease: 64 * mebibyte,
  Cluster: 4 * mebibyte,
  Maintenance: 4 * mebibyte,
  Auth: 4 * mebibyte,
} as const;

/**
 * Decodes an answer of a service, unless it exceeds any answer of etcd's. Throws with gRPC's text, which `failures.ts`
 * recognises.
 */
export function boundedAnswer<Answer>(
  service: keyof typeof mostOf,
  read: (bytes: Buffer) => Answer,
): (bytes: Buffer) => Answer {
  const most = mostOf[service];
  return (bytes) => {
    if (bytes.length > most) throw new Error(`Received message larger than max (${bytes.length} vs ${most})`);
    return read(bytes);
  };
}
