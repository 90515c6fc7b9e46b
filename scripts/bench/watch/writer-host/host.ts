import { setTimeout as delay } from 'node:timers/promises';
import { EtcdClient } from '../../../../src/core/etcd/client.ts';
import { txnPuts } from '../../../../src/core/etcd/kv.ts';

/** What the bench asks of the writer, and what it gets once that is written. */
export interface Writing {
  readonly events: number;
  /** Events a second; `null`: as fast as they are taken. */
  readonly rate: number | null;
}

/** What was written, and for how long. */
export interface Written {
  readonly tookMs: number;
  readonly failure: string | null;
}

/** Keys of one transaction, each an event. */
const perTxn = 100;
/** Keys that are written in turn: each event but those of the first turn has a value before. */
const keys = 10_000;
const mostAtOnce = 8;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const padded = (number: number, width: number): string => String(number).padStart(width, '0');

/** A value of 120 bytes, as small services keep them. */
const jobOf = (event: number): Uint8Array =>
  bytes(
    `{"sequence":${event},"state":"running","owner":"worker-${padded(event % 97, 3)}","detail":"${'x'.repeat(44)}"}`,
  );

const keyOf = (event: number): Uint8Array =>
  bytes(`/bench/jobs/queue-${padded((event % keys) % 7, 2)}/job-${padded(event % keys, 6)}`);

let written = 0;

/** Writes events at a pace, some transactions at once. */
async function write(client: EtcdClient, { events, rate }: Writing): Promise<Written> {
  const startedAt = performance.now();
  const end = written + events;
  let begun = written;
  const first = written;
  const writeOn = async (): Promise<void> => {
    while (begun < end) {
      const from = begun;
      const upTo = Math.min(end, from + perTxn);
      begun = upTo;
      const due = rate === null ? 0 : startedAt + ((from - first) / rate) * 1_000 - performance.now();
      if (due > 0) await delay(due);
      const entries = Array.from({ length: upTo - from }, (_, at) => ({
        key: keyOf(from + at),
        value: jobOf(from + at),
      }));
      await txnPuts(client, entries, { timeoutMs: 60_000 });
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, writeOn));
  written = end;
  return { tookMs: performance.now() - startedAt, failure: null };
}

const [endpoint = ''] = process.argv.slice(2);
const client = new EtcdClient({ endpoints: [endpoint], tls: null, user: null, password: null });
process.on('disconnect', () => process.exit());
process.on('message', (asked: Writing) => {
  void write(client, asked)
    .catch((error: unknown): Written => ({ tookMs: 0, failure: String(error) }))
    .then((answer) => process.send?.(answer));
});
