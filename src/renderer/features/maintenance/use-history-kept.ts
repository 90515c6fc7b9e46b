import { useState } from 'react';
import { useTimeline } from '../../parts/source/use-timeline.ts';
import { formatDuration } from '../../ui/format.ts';

const minute = 60_000;

/** The ages of history that may be kept. */
const choices = [
  { ms: 0, label: 'none of it' },
  { ms: 5 * minute, label: 'the last 5 minutes' },
  { ms: 60 * minute, label: 'the last hour' },
  { ms: 24 * 60 * minute, label: 'the last day' },
  { ms: 7 * 24 * 60 * minute, label: 'the last week' },
] as const;

const mostByDefaultMs = 60 * minute;

/** How much history is to stay, out of what can be kept. */
export interface HistoryKept {
  readonly keepMs: number;
  readonly choose: (keepMs: number) => void;
  readonly offered: readonly { readonly ms: number; readonly label: string }[];
  /** How far back times are known, where that leaves out a choice; `null`: every choice is offered. */
  readonly note: string | null;
  /** The known times are awaited. */
  readonly isAsking: boolean;
}

/** Returns the ages that the cluster was seen at: no other can be kept, as etcd stores no times. */
export function useHistoryKept(): HistoryKept {
  const { data, isPending } = useTimeline();
  const [chosen, choose] = useState<number | null>(null);
  const [first, last] = [data?.sightings[0], data?.sightings.at(-1)];
  const knownMs = first === undefined || last === undefined ? 0 : last.at - first.at;
  const offered = choices.filter(({ ms }) => ms <= knownMs);
  const byDefault = offered.findLast(({ ms }) => ms <= mostByDefaultMs)?.ms ?? 0;
  return {
    keepMs: offered.some(({ ms }) => ms === chosen) ? (chosen ?? byDefault) : byDefault,
    choose,
    offered,
    note: isPending || offered.length === choices.length ? null : noteOf(knownMs),
    isAsking: isPending,
  };
}

const noteOf = (knownMs: number): string =>
  knownMs < 1_000
    ? 'etcd stores no times, and those of its revisions are known from now on only.'
    : `etcd stores no times; those of its revisions are known for the last ${formatDuration(knownMs)}.`;
