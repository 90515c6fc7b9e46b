import type { Api } from '../../../src/contract/api.ts';
import type { ConnectionId } from '../../../src/contract/ids.ts';
import { liveKeys } from '../../../src/contract/key-source.ts';
import type { SourceReads } from '../../../src/core/sources/source-reader.ts';
import { KeyTree } from '../../../src/renderer/features/keys/model/key-tree.ts';

/** What a window's tree of keys keeps, in bytes, once so many rows were opened in it; before, and with them. */
export async function browse(source: SourceReads, prefix: Uint8Array, rows: number) {
  // The tree asks for children only.
  const api = { keys: { children: source.children } } as unknown as Api;
  const tree = new KeyTree({
    api,
    source: liveKeys('bench' as ConnectionId), // made up
    prefix,
    words: ({ message }) => message,
  });
  await tree.open();
  const before = used();
  for (const folder of tree.model.root.branch?.children ?? []) {
    if (tree.model.rowCount >= rows) break;
    await tree.load(folder);
    tree.model.setExpanded(folder, true);
  }
  const after = used();
  return { bytes: after - before, rows: tree.model.rowCount };
}

/** Memory that something still holds on to. */
function used(): number {
  if (globalThis.gc === undefined) throw new Error('the host was started without --expose-gc');
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
