import { useState } from 'react';
import type { SnapshotRetention } from '../../../contract/snapshots.ts';

/** Two numbers as they are typed, and what they say. */
export interface TypedRetention {
  readonly last: string;
  readonly days: string;
  readonly setLast: (text: string) => void;
  readonly setDays: (text: string) => void;
  readonly isLastWhole: boolean;
  readonly isDaysWhole: boolean;
  /** `null` while one of them is none. */
  readonly retention: SnapshotRetention | null;
}

/** Keeps what is typed of a retention. `onChange` is called with every change. */
export function useRetention(atFirst: SnapshotRetention, onChange: () => void): TypedRetention {
  const [typedLast, setLast] = useState(String(atFirst.last));
  const [typedDays, setDays] = useState(String(atFirst.days));
  const last = wholeOf(typedLast, 1, 1_000);
  const days = wholeOf(typedDays, 0, 3_650);
  return {
    last: typedLast,
    days: typedDays,
    setLast(text) {
      setLast(text);
      onChange();
    },
    setDays(text) {
      setDays(text);
      onChange();
    },
    isLastWhole: last !== null,
    isDaysWhole: days !== null,
    retention: last === null || days === null ? null : { last, days },
  };
}

/** A whole number that is typed, within its bounds; `null` where it is none. */
function wholeOf(text: string, least: number, most: number): number | null {
  const digits = text.trim();
  const count = /^\d{1,6}$/.test(digits) ? Number(digits) : -1;
  return count >= least && count <= most ? count : null;
}
