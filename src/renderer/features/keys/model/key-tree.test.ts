import { describe, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../../contract/failure.ts';
import { liveKeys } from '../../../../contract/key-source.ts';
import { aConnection, MemoryKeyspace } from '../../../testing/memory-keyspace.ts';
import { bytesOf, concatBytes } from '../../../ui/byte-text.ts';
import type { TreeNode } from '../../../ui/tree-model.ts';
import { FolderWatch } from '../tree/folder-watch.ts';
import { type KeyNode, nameOf } from './key-node.ts';
import { KeyTree } from './key-tree.ts';

function aTree(keyspace: MemoryKeyspace, prefix: string | Uint8Array = '') {
  const api = keyspace.api as ConstructorParameters<typeof KeyTree>[0]['api'];
  const bytes = typeof prefix === 'string' ? bytesOf(prefix) : prefix;
  const tree = new KeyTree({ api, source: liveKeys(aConnection), prefix: bytes, words: (failure) => failure.message });
  return { api, tree };
}

const shown = (tree: KeyTree): string[] =>
  Array.from({ length: tree.model.rowCount }, (_, at) => {
    const row = tree.model.rowAt(at);
    if (row === null) return 'nothing';
    if (row.kind === 'tail') return `${'  '.repeat(row.parent.depth + 1)}<${row.tail.kind}>`;
    return `${'  '.repeat(row.node.depth)}${nameOf(row.node.data).text}`;
  });

const nodeNamed = (tree: KeyTree, name: string): TreeNode<KeyNode> => {
  for (let at = 0; at < tree.model.rowCount; at++) {
    const row = tree.model.rowAt(at);
    if (row?.kind === 'node' && nameOf(row.node.data).text === name) return row.node;
  }
  throw new Error(`no row ${name}`);
};

async function open(tree: KeyTree, name: string): Promise<void> {
  const node = nodeNamed(tree, name);
  tree.model.setExpanded(node, true);
  await tree.load(node);
}

function aKeyspace(): MemoryKeyspace {
  const keyspace = new MemoryKeyspace();
  for (const key of ['/a/1', '/a/2', '/a/b/3', '/a/b', '/c/', 'top']) keyspace.put(key, 'value');
  return keyspace;
}

describe('KeyTree', () => {
  it('reads a folder when it is opened, and no other', async () => {
    const keyspace = aKeyspace();
    const { tree } = aTree(keyspace);
    await tree.load(tree.model.root);
    expect(shown(tree)).toEqual(['/', 'top']);
    await open(tree, '/');
    await open(tree, 'a/');
    expect(shown(tree)).toEqual(['/', '  a/', '    1', '    2', '    b', '    b/', '  c/', 'top']);
    expect(keyspace.asked).toEqual(['children ', 'children /', 'children /a/']);
    await open(tree, 'c/');
    expect(shown(tree)).toContain('    (empty name)');
  });

  it('opens by itself where there is only one folder to go on to', async () => {
    const openedBy = async (...keys: readonly string[]): Promise<readonly string[]> => {
      const keyspace = new MemoryKeyspace();
      for (const key of keys) keyspace.put(key, '');
      const { tree } = aTree(keyspace);
      await tree.open();
      return shown(tree);
    };
    const objects = ['/registry/pods/a', '/registry/secrets/b'];
    const opened = ['/', '  registry/', '    pods/', '    secrets/'];
    expect(await openedBy(...objects)).toEqual(opened);
    expect(await openedBy(...objects, 'compact_rev_key')).toEqual([...opened, 'compact_rev_key']);
    expect(await openedBy(...objects, 'other/c')).toEqual(['/', 'other/']);
    expect(await openedBy(...objects, 'compact_rev_key', 'one', 'two')).toEqual(['/', 'compact_rev_key', 'one', 'two']);
  });

  it('shows what a prefix that is no folder begins', async () => {
    const { tree } = aTree(aKeyspace(), '/a');
    await tree.load(tree.model.root);
    expect(shown(tree)).toEqual(['a/']);
  });

  it('loads a long folder a page at a time', async () => {
    const keyspace = new MemoryKeyspace();
    for (let i = 0; i < 1_234; i++) keyspace.put(`/n/${String(i).padStart(5, '0')}`, '');
    const { tree } = aTree(keyspace, '/n/');
    const { root } = tree.model;
    await tree.load(root);
    expect(tree.model.rowCount).toBe(501);
    expect(shown(tree).at(-1)).toBe('<more>');
    await tree.loadMore(root);
    expect(tree.model.rowCount).toBe(1_001);
    await tree.loadMore(root);
    expect(tree.model.rowCount).toBe(1_234);
    expect(shown(tree).at(-1)).toBe('01233');
  });

  it('says why a folder cannot be read, and reads it when asked again', async () => {
    const keyspace = aKeyspace();
    keyspace.failing.set('children /a/', new EtcdeckError({ code: 'PermissionDenied', message: 'not allowed' }));
    const { tree } = aTree(keyspace, '/a/');
    await tree.load(tree.model.root);
    expect(tree.model.rowAt(0)).toMatchObject({ kind: 'tail', tail: { kind: 'failed', message: 'not allowed' } });
    await tree.load(tree.model.root);
    expect(shown(tree)).toEqual(['1', '2', 'b', 'b/']);
  });

  it('keeps its place when it is read again', async () => {
    const keyspace = aKeyspace();
    const { tree } = aTree(keyspace);
    await tree.load(tree.model.root);
    await open(tree, '/');
    await open(tree, 'a/');
    keyspace.delete('/a/1');
    keyspace.put('/a/0', '');
    keyspace.put('/b/1', '');
    await tree.refresh();
    expect(shown(tree)).toEqual(['/', '  a/', '    0', '    2', '    b', '    b/', '  b/', '  c/', 'top']);
  });

  it('puts changes where they belong', async () => {
    const keyspace = aKeyspace();
    const { tree } = aTree(keyspace);
    await tree.load(tree.model.root);
    await open(tree, '/');
    await open(tree, 'a/');
    const put = (key: string): boolean => {
      const { value: _value, ...meta } = keyspace.put(key, '');
      return tree.apply({ key: bytesOf(key), meta, modRevision: meta.modRevision });
    };
    const drop = (key: string): boolean => {
      keyspace.delete(key);
      return tree.apply({ key: bytesOf(key), meta: null, modRevision: keyspace.revision });
    };
    expect(put('/a/15')).toBe(true);
    expect(put('/new/folder/key')).toBe(true);
    expect(put('/a/b/4')).toBe(false);
    expect(drop('/a/1')).toBe(true);
    expect(shown(tree)).toEqual(['/', '  a/', '    15', '    2', '    b', '    b/', '  c/', '  new/', 'top']);
    await open(tree, 'b/');
    drop('/a/b/3');
    drop('/a/b/4');
    expect(shown(tree)).not.toContain('    b/');
    expect(shown(tree)).toContain('    b');
  });

  it('does not bring back what is newer than the change', async () => {
    const keyspace = aKeyspace();
    const { tree } = aTree(keyspace, '/a/');
    const old = keyspace.revision;
    keyspace.put('/a/1', 'again');
    await tree.load(tree.model.root);
    expect(tree.apply({ key: bytesOf('/a/1'), meta: null, modRevision: old })).toBe(false);
    expect(shown(tree)).toContain('1');
  });

  it('leaves what lies beyond the loaded pages to them', async () => {
    const keyspace = new MemoryKeyspace();
    for (let i = 0; i < 600; i++) keyspace.put(`/n/${String(i).padStart(5, '0')}`, '');
    const { tree } = aTree(keyspace, '/n/');
    await tree.load(tree.model.root);
    const { value: _value, ...meta } = keyspace.put('/n/99999', '');
    expect(tree.apply({ key: meta.key, meta, modRevision: meta.modRevision })).toBe(false);
    await tree.loadMore(tree.model.root);
    expect(tree.model.rowCount).toBe(601);
  });

  it('shows keys that are no text', async () => {
    const keyspace = new MemoryKeyspace();
    keyspace.put(concatBytes(bytesOf('/x/'), Uint8Array.of(0xff, 0x00)), '');
    const { tree } = aTree(keyspace, '/x/');
    await tree.load(tree.model.root);
    expect(shown(tree)).toEqual(['\\xff\\x00']);
  });
});

describe('KeyTree in time', () => {
  it('shows the open folders of another moment, and comes back to now', async () => {
    const keyspace = aKeyspace();
    const past = keyspace.revision;
    keyspace.delete('/a/2');
    keyspace.put('/a/b/4', 'new');
    const { tree } = aTree(keyspace);
    await tree.load(tree.model.root);
    await open(tree, '/');
    await open(tree, 'a/');
    await open(tree, 'b/');
    const now = ['/', '  a/', '    1', '    b', '    b/', '      3', '      4', '  c/', 'top'];
    expect(shown(tree)).toEqual(now);
    await tree.readFrom(liveKeys(aConnection, past));
    expect(tree.standing).toBe('past');
    expect(shown(tree)).toEqual(['/', '  a/', '    1', '    2', '    b', '    b/', '      3', '  c/', 'top']);
    await tree.readFrom(liveKeys(aConnection));
    expect(shown(tree)).toEqual(now);
    expect(tree.isOutdated).toBe(false);
  });

  it('takes only the last of two moments asked for in a row', async () => {
    const keyspace = aKeyspace();
    const past = keyspace.revision;
    keyspace.delete('top');
    const { tree } = aTree(keyspace);
    await tree.load(tree.model.root);
    await Promise.all([tree.readFrom(liveKeys(aConnection, past)), tree.readFrom(liveKeys(aConnection))]);
    expect(shown(tree)).toEqual(['/']);
    expect(tree.standing).toBe('head');
  });

  it('shows nothing of the moment before where the one asked for cannot be read', async () => {
    const keyspace = aKeyspace();
    const { tree } = aTree(keyspace);
    await tree.load(tree.model.root);
    keyspace.failing.set('children ', new EtcdeckError({ code: 'Compacted', message: 'compacted' }));
    await tree.readFrom(liveKeys(aConnection, 2));
    expect(tree.failure?.code).toBe('Compacted');
    expect(shown(tree)).toEqual(['<failed>']);
  });
});

describe('FolderWatch', () => {
  async function following(keyspace: MemoryKeyspace) {
    const { api, tree } = aTree(keyspace);
    await tree.load(tree.model.root);
    const onLost = vi.fn();
    const watch = new FolderWatch({ api, connection: aConnection, onChange: (change) => tree.apply(change), onLost });
    const follow = (): void => watch.follow(tree.openFolders());
    follow();
    return { tree, watch, follow, onLost };
  }
  const watched = (keyspace: MemoryKeyspace): string[] => keyspace.asked.filter((what) => what.startsWith('watch'));

  it('shows what others write, with one watch', async () => {
    const keyspace = aKeyspace();
    const { tree, watch, follow } = await following(keyspace);
    await open(tree, '/');
    await open(tree, 'a/');
    follow();
    keyspace.put('/a/9', '');
    keyspace.delete('top');
    await vi.waitFor(() => expect(shown(tree)).toContain('    9'));
    await vi.waitFor(() => expect(shown(tree)).not.toContain('top'));
    expect(watched(keyspace)).toEqual(['watch ']);
    watch.close();
    await vi.waitFor(() => expect(keyspace.watchCount).toBe(0));
  });

  it('misses nothing that happens between reading and watching', async () => {
    const keyspace = aKeyspace();
    const { api, tree } = aTree(keyspace);
    await tree.load(tree.model.root);
    keyspace.put('between', '');
    const watch = new FolderWatch({ api, connection: aConnection, onChange: (c) => tree.apply(c), onLost: vi.fn() });
    watch.follow(tree.openFolders());
    await vi.waitFor(() => expect(shown(tree)).toContain('between'));
    watch.close();
  });

  it('gives up a folder that is busy with what nobody sees, and follows those beneath it', async () => {
    const keyspace = aKeyspace();
    const { tree, watch, follow } = await following(keyspace);
    await open(tree, '/');
    await open(tree, 'a/');
    follow();
    for (let i = 0; i < 150; i++) keyspace.put('/hidden/deep/key', String(i));
    await vi.waitFor(() => expect(watched(keyspace)).toEqual(['watch ', 'watch /']));
    for (let i = 0; i < 150; i++) keyspace.put('/hidden/deep/key', String(i));
    await vi.waitFor(() => expect(watched(keyspace)).toEqual(['watch ', 'watch /', 'watch /a/']));
    keyspace.put('/a/9', '');
    await vi.waitFor(() => expect(shown(tree)).toContain('    9'));
    watch.close();
  });
});

describe('a tree that is opened again', () => {
  it('reads what was open, from the top down, and leaves away what is gone', async () => {
    const keyspace = aKeyspace();
    const { tree } = aTree(keyspace);
    await tree.load(tree.model.root);
    await open(tree, '/');
    await open(tree, 'a/');
    await open(tree, 'c/');
    const left = tree.openNow();
    const before = shown(tree);
    expect(left.map(({ rows }) => rows)).toEqual([2, 2, 4, 1]);

    keyspace.asked.length = 0;
    const again = aTree(keyspace).tree;
    const reopening = again.reopen(left);
    expect(again.isReopening).toBe(true);
    await reopening;
    expect(again.isReopening).toBe(false);
    expect(shown(again)).toEqual(before);
    expect(keyspace.asked).toEqual(['children ', 'children /', 'children /a/', 'children /c/']);

    for (const key of ['/a/1', '/a/2', '/a/b/3', '/a/b']) keyspace.delete(key);
    const later = aTree(keyspace).tree;
    await later.reopen(left);
    expect(shown(later)).toEqual(['/', '  c/', '    (empty name)', 'top']);
  });

  it('has done so when another moment is asked for meanwhile', async () => {
    const { tree } = aTree(aKeyspace());
    const reopening = tree.reopen([{ prefix: bytesOf(''), rows: 2 }]);
    await tree.readFrom(liveKeys(aConnection, 3));
    await reopening;
    expect(tree.isReopening).toBe(false);
    expect(shown(tree)).toEqual(['/']);
  });

  it('reads as many rows of a folder as were loaded, and no more folders than a bound', async () => {
    const keyspace = new MemoryKeyspace();
    for (let at = 0; at < 1_200; at++) keyspace.put(`/many/${String(at).padStart(4, '0')}`, 'value');
    const rows = [{ prefix: bytesOf('/many/'), rows: 1_000 }];
    const { tree } = aTree(keyspace, '/many/');
    await tree.reopen(rows);
    expect(tree.openNow()).toEqual(rows);

    const wide = new MemoryKeyspace();
    const folders = Array.from({ length: 100 }, (_, at) => `/${String(at).padStart(2, '0')}/`);
    for (const folder of folders) wide.put(`${folder}key`, 'value');
    const all = ['', '/', ...folders].map((prefix) => ({ prefix: bytesOf(prefix), rows: 1 }));
    const many = aTree(wide).tree;
    await many.reopen(all);
    expect(wide.asked).toHaveLength(60);
    expect(many.openNow()).toHaveLength(60);
  });

  it('finds the row of a key and of a folder, also where both are the same bytes', async () => {
    const { tree } = aTree(aKeyspace());
    await tree.load(tree.model.root);
    await open(tree, '/');
    await open(tree, 'c/');
    const key = (text: string): KeyNode => ({
      kind: 'key',
      meta: { key: bytesOf(text), createRevision: 0, modRevision: 0, version: 0 },
    });
    const folder = (text: string): KeyNode => ({ kind: 'folder', prefix: bytesOf(text) });
    expect(tree.nodeOf(folder('/c/'))).toBe(nodeNamed(tree, 'c/'));
    expect(tree.nodeOf(key('/c/'))).toBe(nodeNamed(tree, '(empty name)'));
    expect(tree.nodeOf(key('top'))).toBe(nodeNamed(tree, 'top'));
    expect(tree.nodeOf(folder(''))).toBe(tree.model.root);
    for (const none of [key('/a/1'), key('/nothing'), folder('/c/d/'), key('')]) expect(tree.nodeOf(none)).toBeNull();
  });
});
