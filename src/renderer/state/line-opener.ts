import { useEffect, useRef } from 'react';
import type { EtcdctlReading } from '../../contract/etcdctl-bridge/commands.ts';
import { createStore } from './store.ts';

/** What a line of etcdctl opens as here, or why it opens as nothing. */
export type LineOpening = LineRun | LineRefusal;

/** What a line opens as. Nothing is written before a plan says so. */
export interface LineRun {
  /** As a verb: `Show key /a`. */
  readonly title: string;
  readonly run: () => void;
  /** What of the line is chosen there instead, as a sentence. */
  readonly note?: string;
}

/** Why a line that is understood opens as nothing here, as a sentence. */
export interface LineRefusal {
  readonly not: string;
}

/** Opens lines on the connection that is shown. */
export interface LineOpener {
  readonly open: (reading: EtcdctlReading) => LineOpening | null;
  /** Returns what the line names otherwise than the connection has it, as sentences. */
  readonly differences: (reading: EtcdctlReading) => readonly string[];
}

/** The opener of the connection that is shown; `null`: none is. */
export const lineOpener = createStore<LineOpener | null>(null);

/** Lets the palette open lines of etcdctl while the component is mounted. */
export function useLineOpener(opener: LineOpener): void {
  const latest = useRef(opener);
  latest.current = opener;
  useEffect(() => {
    const mine: LineOpener = {
      open: (reading) => latest.current.open(reading),
      differences: (reading) => latest.current.differences(reading),
    };
    lineOpener.update(() => mine);
    return () => lineOpener.update((now) => (now === mine ? null : now));
  }, []);
}
