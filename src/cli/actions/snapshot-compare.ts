import { resolve } from 'node:path';
import type { Api } from '../../contract/api.ts';
import type { CompareCounts, KeyDifference } from '../../contract/compare.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { atRevision, type KeySource, liveKeys, snapshotKeys } from '../../contract/key-source.ts';
import { toBase64 } from '../../core/bytes/base64.ts';
import { joined, type Printable, words } from '../../core/terminal/printable.ts';
import { readable } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { requireNoConnection } from '../profile.ts';
import { createProgressLine } from '../progress-line.ts';
import { withFile } from '../read-source.ts';
import { fields } from '../table.ts';

/** The most that core lists in one request. */
const largestRequest = 10_000;
const everyKey = new Uint8Array();

export interface CompareOptions {
  readonly keys?: true;
}

export async function compare(
  invocation: Invocation,
  file: string,
  other: string,
  options: CompareOptions,
): Promise<ExitCode> {
  const { console, format } = invocation;
  const left = snapshotKeys(resolve(file));
  const total = await withOther(invocation, other, async (api, right) =>
    withFile(invocation, api, left, async () => compareAll(invocation, api, [left, right], options)),
  );
  await console.print(format === 'json' ? jsonLine(toJson(total)) : toText(total));
  return 0;
}

/** Opens the second side, and closes it after the work. */
async function withOther<T>(
  invocation: Invocation,
  other: string,
  work: (api: Api, source: KeySource) => Promise<T>,
): Promise<T> {
  if (other === 'live') {
    return await invocation.withSession(async ({ api, connection }) => work(api, liveKeys(connection)));
  }
  requireNoConnection(invocation.given);
  const source = snapshotKeys(resolve(other));
  return await invocation.withApi(async (api) => withFile(invocation, api, source, async () => work(api, source)));
}

/** Compares until nothing is left, all at the revisions that the first answer has; prints keys as they come. */
async function compareAll(
  invocation: Invocation,
  api: Api,
  [left, right]: readonly [KeySource, KeySource],
  { keys }: CompareOptions,
): Promise<CompareCounts> {
  const { console, format, signal, isHex } = invocation;
  const progress = createProgressLine(console, format);
  const print = format === 'json' ? differenceJson : (one: KeyDifference) => differenceLine(one, isHex);
  let total: CompareCounts = { added: 0, removed: 0, changed: 0, rewritten: 0, same: 0, notCovered: 0 };
  let sides = { left: { source: left, prefix: everyKey }, right: { source: right, prefix: everyKey } };
  try {
    for (let after: Uint8Array | null = null; ; ) {
      const before = total;
      let next: Uint8Array | null | undefined;
      for await (const notice of api.compare.compare({ ...sides, after, limit: largestRequest }, { signal })) {
        if (notice.kind === 'started') {
          const { leftRevision, rightRevision } = notice;
          sides = {
            left: { ...sides.left, source: atRevision(left, leftRevision) },
            right: { ...sides.right, source: atRevision(right, rightRevision) },
          };
        }
        if (notice.kind === 'differences' && keys) {
          progress.end();
          const listed = notice.differences.filter(({ kind }) => kind !== 'rewritten');
          await console.print(joined(listed.map(print)));
        }
        if (notice.kind !== 'progress' && notice.kind !== 'ended') continue;
        total = sumOf(before, notice.counts);
        progress.show(words`compared ${total.same + total.rewritten + differing(total)} keys`);
        if (notice.kind === 'ended') next = notice.next;
      }
      if (next === undefined)
        throw new EtcdeckError({ code: 'Internal', message: 'a comparison ended without a word' });
      if (next === null) return total;
      after = next;
    }
  } finally {
    progress.end();
  }
}

function sumOf(a: CompareCounts, b: CompareCounts): CompareCounts {
  return {
    added: a.added + b.added,
    removed: a.removed + b.removed,
    changed: a.changed + b.changed,
    rewritten: a.rewritten + b.rewritten,
    same: a.same + b.same,
    notCovered: a.notCovered + b.notCovered,
  };
}

const differing = ({ added, removed, changed }: CompareCounts): number => added + removed + changed;

/** A key that was written again with the same value is the same. */
function toJson({ added, removed, changed, rewritten, same }: CompareCounts): unknown {
  return { added, removed, changed, same: same + rewritten };
}

function toText({ added, removed, changed, rewritten, same }: CompareCounts): Printable {
  return fields([
    ['added', String(added)],
    ['removed', String(removed)],
    ['changed', String(changed)],
    ['same', String(same + rewritten)],
  ]);
}

const signs = { added: '+', removed: '-', changed: '~', rewritten: '=' } as const;

function differenceLine({ kind, name }: KeyDifference, isHex: boolean): Printable {
  return words`${signs[kind]} ${readable(name, isHex)}\n`;
}

function differenceJson({ kind, name, left, right }: KeyDifference): Printable {
  return jsonLine({
    kind,
    key: toBase64(name),
    ...{ left: left?.modRevision ?? null, right: right?.modRevision ?? null },
  });
}
