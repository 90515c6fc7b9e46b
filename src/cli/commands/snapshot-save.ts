import { resolve } from 'node:path';
import type { Command } from 'commander';
import { EtcdeckError } from '../../contract/failure.ts';
import type { SavedSnapshot } from '../../contract/snapshots.ts';
import { type Printable, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Format } from '../global-flags.ts';
import type { Invocation, Start } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { createProgressLine } from '../progress-line.ts';
import { byteSize, fields } from '../table.ts';

export function addSnapshotSave(snapshot: Command, start: Start): void {
  snapshot
    .command('save')
    .argument('<file>')
    .description("save a member's database into a new file, its hash checked; never overwrites")
    .action((file: string) => start('long', (invocation) => save(invocation, file)));
}

async function save(invocation: Invocation, file: string): Promise<ExitCode> {
  const { console, format, signal } = invocation;
  const progress = createProgressLine(console, format);
  const saved = await invocation.withSession(async ({ api, connection }): Promise<SavedSnapshot> => {
    try {
      for await (const step of api.snapshots.save({ connection, file: resolve(file), member: null }, { signal })) {
        if (step.kind === 'saved') {
          progress.finish(words`${byteSize(step.snapshot.bytes)}, 100 %`);
          return step.snapshot;
        }
        if (step.kind !== 'receiving') continue;
        const { receivedBytes, totalBytes } = step;
        // The snapshot counts as complete only once its hash was checked.
        const percent = totalBytes === 0 ? 0 : Math.min(99, Math.floor((receivedBytes / totalBytes) * 100));
        progress.show(words`${byteSize(receivedBytes)} of ${byteSize(totalBytes)}, ${percent} %`);
      }
    } finally {
      progress.end();
    }
    throw new EtcdeckError({ code: 'SnapshotTruncated', message: 'the snapshot ended before it was whole' });
  });
  await console.print(printed[format](saved));
  if (saved.uncatalogued !== null) {
    const { code, message } = saved.uncatalogued;
    const told = words`the snapshot is saved, but not among those that etcdeck remembers: ${message}`;
    console.tell(format === 'json' ? jsonLine({ warning: { code, message } }) : words`etcdeck: ${told}.\n`);
  }
  return 0;
}

function toJson({ file, bytes, sha256, revision, member }: SavedSnapshot): unknown {
  return { file, bytes, sha256, revision, member };
}

function toText({ file, bytes, sha256, revision, member, durationMs }: SavedSnapshot): Printable {
  return fields([
    ['file', file],
    ['size', `${byteSize(bytes)} (${bytes} bytes), in ${(durationMs / 1000).toFixed(1)} s`],
    ['sha256', `${sha256}, checked`],
    ['revision', String(revision)],
    ['member', member],
  ]);
}

const printed: Readonly<Record<Format, (saved: SavedSnapshot) => Printable>> = {
  table: toText,
  json: (saved) => jsonLine(toJson(saved)),
  simple: ({ file }) => words`Snapshot saved at ${file}\n`,
};
