import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { isHealthChecked, leastUrgency } from './health-words.ts';

type Urgencies = ReadonlyMap<ConnectionId, number>;

/** How long an answer is awaited before the others are put in order. */
const patienceMs = 3_000;

/** What was known when the start screen was left: the next visit begins with it. */
let lastKnown: Urgencies = new Map();

/**
 * Puts first what needs somebody, and leaves the rest in its order. That happens once, when all have answered or after
 * three seconds: a list that is looked at must not move. The next visit begins with what this one learned.
 */
export function useUrgentFirst(listed: readonly ConnectionSummary[]): {
  readonly ordered: readonly ConnectionSummary[];
  readonly onDidAnswer: (connection: ConnectionId, urgency: number) => void;
} {
  const [order, setOrder] = useState(lastKnown);
  const answered = useRef(new Map<ConnectionId, number>());
  const hasOrdered = useRef(false);
  const awaited = useRef<readonly ConnectionId[]>([]);
  awaited.current = listed.filter(isHealthChecked).map(({ profile }) => profile.id);

  const putInOrder = useCallback(() => {
    if (hasOrdered.current) return;
    hasOrdered.current = true;
    setOrder(new Map([...lastKnown, ...answered.current]));
  }, []);
  const onDidAnswer = useCallback(
    (connection: ConnectionId, urgency: number) => {
      answered.current.set(connection, urgency);
      lastKnown = new Map([...lastKnown, [connection, urgency]]);
      if (awaited.current.every((each) => answered.current.has(each))) putInOrder();
    },
    [putInOrder],
  );
  const isListed = listed.length > 0;
  useEffect(() => {
    if (!isListed) return;
    const timer = setTimeout(putInOrder, patienceMs);
    return () => clearTimeout(timer);
  }, [isListed, putInOrder]);

  // What was known of one that is not checked any more is old.
  const urgencyOf = (summary: ConnectionSummary): number =>
    (isHealthChecked(summary) ? order.get(summary.profile.id) : undefined) ?? leastUrgency;
  return { ordered: listed.toSorted((a, b) => urgencyOf(a) - urgencyOf(b)), onDidAnswer };
}
