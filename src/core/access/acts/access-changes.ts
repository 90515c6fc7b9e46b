import type { AccessChange, PermittedRange } from '../../../contract/access.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { compareBytes } from '../../bytes/bytes.ts';
import type { EtcdCallOptions, EtcdClient } from '../../etcd/client.ts';
import { range, toTheEnd } from '../../etcd/kv.ts';
import type { KeySpan } from '../../sources/source-reader.ts';
import type { AccessModel } from '../access-model.ts';
import { isSameSpan, outside, spansOf } from '../permitted-spans.ts';
import { everyKeyOf, rangesOfRoles, rootRole } from '../range-access.ts';

/** What each user may do, by name. */
export type UserRanges = ReadonlyMap<string, readonly PermittedRange[]>;
type Change = Omit<AccessChange, 'keys'>;

/** More are not listed, and of more ranges no keys are counted. */
const mostListed = 200;
const mostCounted = 50;
const countMs = 2_000;

/** Returns what each user may do by its roles. */
export function userRanges({ users, roles }: Pick<AccessModel, 'users' | 'roles'>): UserRanges {
  return new Map(users.map(({ name, roles: own }) => [name, rangesOfRoles(own, roles)]));
}

/** Returns what each user may do while auth is off: everything. */
export function unrestricted({ users }: Pick<AccessModel, 'users'>): UserRanges {
  return new Map(users.map(({ name }) => [name, [everyKeyOf(rootRole)]]));
}

/** Returns which users gain and lose which ranges, by user and key. */
export function changesBetween(before: UserRanges, after: UserRanges): readonly Change[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((user) => {
    const [was, is] = [before.get(user) ?? [], after.get(user) ?? []];
    return [
      ...joined(differences(was, is)).map((one): Change => ({ user, change: 'loses', ...one })),
      ...joined(differences(is, was)).map((one): Change => ({ user, change: 'gains', ...one })),
    ];
  });
}

type Part = Omit<Change, 'user' | 'change'>;

/** Returns what some ranges permit and others do not. */
function differences(some: readonly PermittedRange[], others: readonly PermittedRange[]): readonly Part[] {
  const parts = (use: 'canRead' | 'canWrite') => outside(spansOf(some, use), spansOf(others, use));
  return [
    ...parts('canRead').map(({ start, end }) => ({ key: start, end, canRead: true, canWrite: false })),
    ...parts('canWrite').map(({ start, end }) => ({ key: start, end, canRead: false, canWrite: true })),
  ];
}

/** Returns reading and writing of the same keys as one, in the order of keys. */
function joined(parts: readonly Part[]): readonly Part[] {
  const found: Part[] = [];
  for (const part of parts) {
    const same = found.findIndex((one) => isSameSpan(spanOf(one), spanOf(part)));
    const other = found[same];
    if (other === undefined) found.push(part);
    else found[same] = { ...other, canRead: other.canRead || part.canRead, canWrite: other.canWrite || part.canWrite };
  }
  return found.sort((a, b) => compareBytes(a.key, b.key));
}

/**
 * Returns the changes that are listed, with the number of keys in their ranges; `null` where etcd does not count them for
 * this user or in time. Costs a count for each of the first fifty ranges.
 */
export async function countedChanges(
  client: EtcdClient,
  changes: readonly Change[],
  { signal }: Pick<EtcdCallOptions, 'signal'>,
): Promise<readonly AccessChange[]> {
  const counts: { readonly span: KeySpan; readonly keys: number | null }[] = [];
  const listed: AccessChange[] = [];
  for (const change of changes.slice(0, mostListed)) {
    const span = spanOf(change);
    let known = counts.find((one) => isSameSpan(one.span, span));
    if (known === undefined && counts.length < mostCounted) {
      known = { span, keys: await count(client, span, { signal, timeoutMs: countMs }) };
      counts.push(known);
    }
    listed.push({ ...change, keys: known?.keys ?? null });
  }
  return listed;
}

async function count(client: EtcdClient, { start, end }: KeySpan, options: EtcdCallOptions): Promise<number | null> {
  const request = { key: start, rangeEnd: end ?? toTheEnd, countOnly: true, serializable: true };
  try {
    return (await range(client, request, options)).count;
  } catch (error) {
    if (error instanceof EtcdeckError && error.code !== 'Cancelled') return null;
    throw error;
  }
}

const spanOf = ({ key, end }: Pick<Change, 'key' | 'end'>): KeySpan => ({ start: key, end });
