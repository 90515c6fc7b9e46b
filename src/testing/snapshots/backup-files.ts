import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { deflateSync, gzipSync } from 'node:zlib';
import { chosenEtcd } from '../etcd-binaries.ts';

/** An event in Go's JSON, and its revision. */
export interface WrittenEvent {
  readonly json: string;
  readonly revision: number;
}

/** Returns every event of a member from one revision up to another, as Go's client marshals it. */
export async function eventsOf(endpoint: string, from: number, to: number): Promise<readonly WrittenEvent[]> {
  const args = ['--endpoints', endpoint, 'watch', '', '--prefix', '--rev', String(from), '-w', 'json'];
  const watching = spawn(chosenEtcd().etcdctl ?? '', args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ETCDCTL_API: '3' },
  });
  const exited = once(watching, 'exit');
  const events: WrittenEvent[] = [];
  try {
    for await (const line of createInterface({ input: watching.stdout })) {
      // Leases are beyond 2^53, and are written as they came.
      const { Events } = JSON.parse(line.replaceAll(/"lease":(\d+)/g, '"lease":"$1"'));
      for (const event of Events) {
        const json = JSON.stringify(event).replaceAll(/"lease":"(\d+)"/g, '"lease":$1');
        events.push({ json, revision: event.kv.mod_revision });
      }
      if ((events.at(-1)?.revision ?? 0) >= to) break;
    }
  } finally {
    watching.kill();
    await exited;
  }
  return events.filter(({ revision }) => revision <= to);
}

/** Returns an increment as etcd-backup-restore writes it, unpacked; each event has the time `at`. */
export function incrementOf(events: readonly WrittenEvent[], at: Date): Buffer {
  const timed = events.map(({ json }) => `{"etcdEvent":${json},"time":"${at.toISOString()}"}`);
  return sealed(`[${timed.join(',')}]`);
}

/** Returns a text with its SHA-256 behind it. */
export function sealed(text: string): Buffer {
  return Buffer.concat([Buffer.from(text), createHash('sha256').update(text).digest()]);
}

const packers = { '': (content: Buffer) => content, '.gz': gzipSync, '.zlib': deflateSync } as const;

/** Writes a file under the name that etcd-backup-restore gives it; returns its path. */
export async function writeBackup(
  folder: string,
  name: {
    readonly kind: 'Full' | 'Incr';
    readonly from: number;
    readonly to: number;
    readonly at: Date;
    readonly suffix: keyof typeof packers;
  },
  content: Buffer,
): Promise<string> {
  const revision = (of: number): string => String(of).padStart(8, '0');
  const seconds = Math.floor(name.at.getTime() / 1000);
  const file = join(folder, `${name.kind}-${revision(name.from)}-${revision(name.to)}-${seconds}${name.suffix}`);
  await writeFile(file, packers[name.suffix](content));
  return file;
}
