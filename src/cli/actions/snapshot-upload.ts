import { resolve } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { TransferNotice } from '../../contract/object-stores.ts';
import { type Printable, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { namedStore } from '../named-store.ts';
import { requireNoConnection } from '../profile.ts';
import { createProgressLine } from '../progress-line.ts';
import { byteSize, fields } from '../table.ts';

export interface UploadOptions {
  readonly store: string;
}

type Moved = Extract<TransferNotice, { readonly kind: 'moved' }>;

export async function upload(invocation: Invocation, file: string, { store: name }: UploadOptions): Promise<ExitCode> {
  const { console, format, signal } = invocation;
  requireNoConnection(invocation.given);
  const progress = createProgressLine(console, format);
  const copied = await invocation.withApi(async ({ objectStores }) => {
    const store = await namedStore(objectStores, name);
    try {
      for await (const notice of objectStores.upload({ store: store.id, file: resolve(file) }, { signal })) {
        if (notice.kind === 'moved') return { store: store.name, moved: notice };
        progress.show(words`${byteSize(notice.doneBytes)} of ${byteSize(notice.totalBytes)}`);
      }
    } finally {
      progress.end();
    }
    throw new EtcdeckError({ code: 'Internal', message: 'an upload ended without a word' });
  });
  await console.print(format === 'json' ? jsonLine(toJson(copied)) : toText(copied));
  return 0;
}

interface Copied {
  readonly store: string;
  readonly moved: Moved;
}

const toJson = ({ store, moved: { file, object, sha256 } }: Copied): unknown => ({ file, store, object, sha256 });

const toText = ({ store, moved: { object, sha256 } }: Copied): Printable =>
  fields([
    ['store', store],
    ['object', object],
    ['sha256', `${sha256}, checked`],
  ]);
