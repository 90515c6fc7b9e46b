import type { SnapshotInside } from '../../../contract/snapshot-report.ts';
import { bigEndian64, viewOf } from '../bolt/integers.ts';
import type { Findings } from '../findings.ts';
import { readAlarm } from './alarms.ts';
import { readRole, readUser } from './auth.ts';
import { type BucketReader, listOf, mostListed, textOfEntry } from './entry.ts';
import { readLease } from './leases.ts';
import { memberIdOf, readMember } from './members.ts';

/** What a file holds beside its keys; how many keys each lease has is counted from the index. */
export type Contents = Omit<SnapshotInside, 'leases'> & {
  readonly leases: readonly Omit<SnapshotInside['leases'][number], 'keys'>[];
};

/** Reads the buckets beside the keys. */
export class InsideReader {
  readonly #members;
  readonly #removed;
  readonly #leases;
  readonly #users;
  readonly #roles;
  readonly #alarms;
  readonly #facts: Record<string, string> = {};
  #isAuthEnabled = false;
  readonly #buckets: { name: string; records: number }[] = [];

  constructor(findings: Findings) {
    this.#members = listOf('members', findings, readMember);
    this.#removed = listOf('members_removed', findings, memberIdOf);
    this.#leases = listOf('lease', findings, readLease);
    this.#users = listOf('authUsers', findings, readUser);
    this.#roles = listOf('authRoles', findings, readRole);
    this.#alarms = listOf('alarm', findings, readAlarm);
  }

  /** Returns what takes the entries of a bucket; `null` for one that has nothing to tell. */
  readerOf(bucket: string): BucketReader | null {
    switch (bucket) {
      case 'members':
        return this.#members;
      case 'members_removed':
        return this.#removed;
      case 'lease':
        return this.#leases;
      case 'authUsers':
        return this.#users;
      case 'authRoles':
        return this.#roles;
      case 'alarm':
        return this.#alarms;
      case 'cluster':
      case 'meta':
        return { take: ({ key, value }) => this.#fact(textOfEntry(key), value) };
      case 'auth':
        return {
          take: ({ key, value }) => {
            if (textOfEntry(key) === 'authEnabled') this.#isAuthEnabled = value[0] === 1;
          },
        };
      default:
        return null;
    }
  }

  /** Notes how many records a bucket has. */
  count(name: string, records: number): void {
    if (this.#buckets.length < mostListed) this.#buckets.push({ name: name.slice(0, 200), records });
  }

  contents(): Contents {
    return {
      members: this.#members.list,
      removedMembers: this.#removed.list,
      leases: this.#leases.list,
      leaseCount: this.#leases.count,
      isAuthEnabled: this.#isAuthEnabled,
      users: this.#users.list,
      roles: this.#roles.list,
      alarms: this.#alarms.list,
      clusterVersion: this.#facts.clusterVersion ?? null,
      storageVersion: this.#facts.storageVersion ?? null,
      buckets: this.#buckets,
    };
  }

  #fact(name: string, value: Uint8Array): void {
    if (name === 'clusterVersion' || name === 'storageVersion') this.#facts[name] = textOfEntry(value).slice(0, 100);
  }
}

/** The compactions that the bucket `meta` tells of: 0 where there was none. */
export class Compactions implements BucketReader {
  scheduled = 0;
  finished = 0;

  take({ key, value }: Parameters<BucketReader['take']>[0]): void {
    if (value.length < 8) return;
    const name = textOfEntry(key);
    const revision = bigEndian64(viewOf(value), 0);
    if (!Number.isSafeInteger(revision)) return;
    if (name === 'scheduledCompactRev') this.scheduled = revision;
    if (name === 'finishedCompactRev') this.finished = revision;
  }

  get revision(): number {
    return Math.max(this.scheduled, this.finished);
  }
}
