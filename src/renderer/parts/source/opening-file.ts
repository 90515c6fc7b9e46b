import type { Api } from '../../../contract/api.ts';
import { bundleKeys, type FileKeys, snapshotKeys } from '../../../contract/key-source.ts';
import type { SourceOpening } from '../../../contract/sources.ts';

/** How the opening of a file stands; each opening names it by an object of its own. */
export interface FileOpening {
  readonly keys: FileKeys;
  readonly step: SourceOpening;
}

/** Opens a file as what it holds, whatever it is called, and holds it open as long as the stream is read. */
export async function* openingFile(api: Api, file: string, signal: AbortSignal): AsyncGenerator<FileOpening> {
  const { kind } = await api.files.kind({ file }, { signal });
  const keys = kind === 'bundle' ? bundleKeys(file) : snapshotKeys(file);
  for await (const step of api.sources.open({ source: keys }, { signal })) yield { keys, step };
}
