import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import type { SavedSnapshot, SnapshotProgress } from '../../contract/snapshots.ts';
import { type Printable, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Format } from '../global-flags.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { createProgressLine, type ProgressLine } from '../progress-line.ts';
import { byteSize, fields } from '../table.ts';
import { verdictWords } from '../verdict-words.ts';

export interface SaveOptions {
  readonly check: boolean;
}

/** What was saved, and what reading it showed. */
interface Saved {
  readonly snapshot: SavedSnapshot;
  /** `null`: it was not read. */
  readonly report: SnapshotReport | null;
  /** Why it could not be read. */
  readonly unchecked: Failure | null;
}

export async function save(invocation: Invocation, file: string, { check }: SaveOptions): Promise<ExitCode> {
  const { console, format, signal } = invocation;
  const progress = createProgressLine(console, format);
  growYoungMemoryAtOnce();
  const saved = await invocation.withSession(async ({ api, connection }) => {
    const steps = api.snapshots.save({ connection, file: resolve(file), member: null }, { signal });
    try {
      return await savedIn(steps, progress, check);
    } finally {
      progress.end();
    }
  });
  await console.print(printed[format](saved));
  for (const [failure, what] of troubles(saved)) {
    if (failure === null) continue;
    const { code, message } = failure;
    const told = words`the snapshot is saved, but ${what}: ${message}`;
    console.tell(format === 'json' ? jsonLine({ warning: { code, message } }) : words`etcdeck: ${told}.\n`);
  }
  return saved.report?.integrity.verdict === 'damaged' ? 1 : 0;
}

/**
 * Lets young memory grow to its full size in one step. A gigabyte of pieces passes through a small heap here: while young
 * memory grows step by step, pieces are taken for lasting ones, and V8 marks the whole heap every 50 ms, which took a fifth
 * of the time. A V8 without this flag ignores it.
 */
function growYoungMemoryAtOnce(): void {
  setFlagsFromString('--semi-space-growth-factor=8');
}

const troubles = ({ snapshot, unchecked }: Saved): readonly (readonly [Failure | null, string])[] => [
  [snapshot.undescribed, 'its description could not be written'],
  [snapshot.uncatalogued, 'not among those that etcdeck remembers'],
  [unchecked, 'could not be read again'],
];

async function savedIn(
  steps: AsyncIterable<SnapshotProgress>,
  progress: ProgressLine,
  isChecked: boolean,
): Promise<Saved> {
  let snapshot: SavedSnapshot | null = null;
  const end = (report: SnapshotReport | null, unchecked: Failure | null): Saved => {
    if (snapshot !== null) return { snapshot, report, unchecked };
    throw new EtcdeckError({ code: 'SnapshotTruncated', message: 'the snapshot ended before it was whole' });
  };
  for await (const step of steps) {
    if (step.kind === 'saved') {
      progress.finish(words`${byteSize(step.snapshot.bytes)}, 100 %`);
      snapshot = step.snapshot;
      if (!isChecked) break;
    } else if (step.kind === 'receiving') {
      const { receivedBytes, totalBytes } = step;
      // The snapshot counts as complete only once its hash was checked.
      const percent = Math.min(99, percentOf(receivedBytes, totalBytes));
      progress.show(words`${byteSize(receivedBytes)} of ${byteSize(totalBytes)}, ${percent} %`);
    } else if (step.kind === 'checking') {
      progress.show(words`saved; checking it, ${percentOf(step.doneBytes, step.totalBytes)} %`);
    } else if (step.kind === 'checked') return end(step.report, null);
    else return end(null, step.failure);
  }
  return end(null, null);
}

const percentOf = (done: number, total: number): number => (total === 0 ? 0 : Math.floor((done / total) * 100));

/** The revision of the file itself, where it was read. */
const revisionOf = ({ snapshot, report }: Saved): number => report?.figures?.revision ?? snapshot.revision;

function toJson(saved: Saved): unknown {
  const { file, bytes, sha256, member } = saved.snapshot;
  return {
    ...{ file, bytes, sha256, revision: revisionOf(saved), member },
    verdict: saved.report?.integrity.verdict ?? null,
  };
}

function toText(saved: Saved): Printable {
  const { file, bytes, sha256, member, durationMs } = saved.snapshot;
  const checked = saved.report === null ? 'not read' : verdictWords(saved.report.integrity);
  return fields([
    ['file', file],
    ['size', `${byteSize(bytes)} (${bytes} bytes), in ${(durationMs / 1000).toFixed(1)} s`],
    ['sha256', `${sha256}, checked`],
    ['revision', String(revisionOf(saved))],
    ['member', member],
    ['contents', checked],
  ]);
}

const printed: Readonly<Record<Format, (saved: Saved) => Printable>> = {
  table: toText,
  json: (saved) => jsonLine(toJson(saved)),
  simple: ({ snapshot: { file } }) => words`Snapshot saved at ${file}\n`,
};
