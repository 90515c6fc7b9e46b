import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { Clock } from '../ports.ts';
import { clusterOf, type thisMachine } from './journal.ts';
import type { Begun, Ended } from './records.ts';
import { ownWriter } from './writer-process.ts';

/** Returns the part of an entry's first record that is the same for every subject; `at` in milliseconds since 1970. */
export function beginningOf(
  of: OpenConnection | typeof thisMachine,
  id: string,
  at: number,
): Pick<Begun, 'kind' | 'id' | 'at' | 'connection' | 'connectionName' | 'clusterId' | 'writer'> {
  const writer = ownWriter();
  const [connectionName, clusterId] = 'profile' in of ? [of.profile.name, clusterOf(of)] : [of.name, null];
  return {
    ...{ kind: 'begun', id, at, connection: of.id, connectionName, clusterId },
    ...(writer === null ? {} : { writer }),
  };
}

/** More are not read, and a longer one is no line. */
const mostLines = 20;
const longestLine = 2_000;

/** Returns the lines of etcdctl that are stored with an entry: the first ones, and in place of a huge one its length. */
export function linesOf(lines: readonly string[]): Pick<Begun, 'etcdctl'> {
  const kept = lines.slice(0, mostLines).map((line) => {
    return line.length > longestLine ? `# a line of ${line.length} characters is left out` : line;
  });
  const rest = lines.length - kept.length;
  return { etcdctl: rest > 0 ? [...kept, `# and ${rest} more`] : kept };
}

/** Returns how the outcome of an act became known when it ended, and when that was. */
export function settlementOf(
  outcome: Ended['outcome'],
  wasAnswerLost: boolean,
  clock: Clock,
): Pick<Ended, 'settled' | 'settledAt'> {
  const settledAt = clock.now();
  return outcome === 'unknown' ? { settledAt } : { settled: wasAnswerLost ? 'history' : 'answer', settledAt };
}
