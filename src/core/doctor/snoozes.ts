import { z } from 'zod';
import type { Snooze } from '../../contract/doctor.ts';
import type { Severity } from '../../contract/findings.ts';
import type { ClusterId } from '../../contract/ids.ts';
import { monotonicMs } from '../monotonic.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { readDocument, updateDocument } from '../settings/document.ts';

/** A snooze with the severity of its finding at that time; `null`: not known. */
export interface KeptSnooze extends Snooze {
  readonly severity: Severity | null;
}

/** Names a snoozed finding. */
export type Snoozed = Pick<Snooze, 'clusterId' | 'finding'>;

/** The snoozes in the settings folder. */
export interface Snoozes {
  /** Returns a cluster's current snoozes, none when the file is unreadable. Reads it at most every 5 seconds. */
  of(clusterId: ClusterId): readonly KeptSnooze[];
  /** Adds one, or replaces that of the same finding. Fails as settings do. */
  set(snooze: KeptSnooze): Promise<void>;
  /** Ends one. Fails as settings do. */
  drop(snoozed: Snoozed): Promise<void>;
}

/** The oldest snoozes above this number are dropped. */
const mostSnoozes = 500;
const readAgainMs = 5_000;

const time = () => z.number().int().nonnegative();
const shape = once(() =>
  z.object({
    // The casts are sound: the brands only say where the texts are from.
    clusterId: z
      .string()
      .max(32)
      .transform((id) => id as ClusterId),
    finding: z.string().max(8_192),
    reason: z.string().max(512),
    until: time().nullable(),
    at: time(),
    severity: z.enum(['critical', 'warning', 'info']).nullable(),
  }),
);

/** Opens the snoozes of the settings folder. Reads nothing before the first use. */
export function openSnoozes({ openStore, clock, log }: Pick<Ports, 'openStore' | 'clock' | 'log'>): Snoozes {
  const store = openStore('snoozes');
  let known: { readonly all: readonly KeptSnooze[]; readonly at: number } | null = null;

  const isOver = ({ until }: KeptSnooze): boolean => until !== null && until <= clock.now();
  const read = (): readonly KeptSnooze[] => {
    if (known !== null && monotonicMs() - known.at < readAgainMs) return known.all;
    try {
      known = { all: snoozesIn(readDocument(store)), at: monotonicMs() };
    } catch (error) {
      log.warn('which findings are snoozed cannot be read', { file: store.path, reason: String(error) });
      known = { all: [], at: monotonicMs() };
    }
    return known.all;
  };
  const change = async (changed: (before: readonly KeptSnooze[]) => readonly KeptSnooze[]): Promise<void> => {
    await updateDocument(store, (document) => {
      const snoozes = changed(snoozesIn(document).filter((one) => !isOver(one))).slice(-mostSnoozes);
      return { document: { ...document, snoozes }, result: undefined };
    });
    known = null;
  };

  return {
    of: (clusterId) => read().filter((one) => one.clusterId === clusterId && !isOver(one)),
    set: (snooze) => change((before) => [...before.filter((one) => !isSame(one, snooze)), snooze]),
    drop: (snoozed) => change((before) => before.filter((one) => !isSame(one, snoozed))),
  };
}

/** Whether two are of the same finding. */
const isSame = (one: Snoozed, other: Snoozed): boolean =>
  one.clusterId === other.clusterId && one.finding === other.finding;

function snoozesIn({ snoozes }: Readonly<Record<string, unknown>>): readonly KeptSnooze[] {
  if (!Array.isArray(snoozes)) return [];
  return snoozes.slice(-mostSnoozes).flatMap((one: unknown) => {
    const parsed = shape().safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}
