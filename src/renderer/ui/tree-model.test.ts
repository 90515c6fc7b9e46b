import { describe, expect, it, vi } from 'vitest';
import { TreeModel, type TreeNode } from './tree-model.ts';

const leaf = (data: string) => ({ data, isBranch: false });
const branch = (data: string) => ({ data, isBranch: true });
const model = () => new TreeModel<string>('', (data) => data);

const childOf = (node: TreeNode<string>, index: number): TreeNode<string> => {
  const child = node.branch?.children.at(index);
  if (child === undefined) throw new Error(`no child ${index} in ${node.data}`);
  return child;
};

/** The rows as a person reads them, each with its depth. */
const shown = (tree: TreeModel<string>): string[] =>
  Array.from({ length: tree.rowCount }, (_, row) => {
    const at = tree.rowAt(row);
    if (at === null) return 'nothing';
    return at.kind === 'node' ? `${at.node.depth}${at.node.data}` : `${at.parent.data}:${at.tail.kind}`;
  });

describe('TreeModel', () => {
  it('shows what is open, and the tails after it', () => {
    const tree = model();
    tree.setChildren(tree.root, [branch('a/'), leaf('b')], { kind: 'more' });
    const a = childOf(tree.root, 0);
    tree.setChildren(a, [leaf('x'), leaf('y')], { kind: 'more' });
    expect(shown(tree)).toEqual(['0a/', '0b', ':more']);
    tree.setExpanded(a, true);
    expect(shown(tree)).toEqual(['0a/', '1x', '1y', 'a/:more', '0b', ':more']);
    expect(tree.rowOf(childOf(a, 1))).toBe(2);
    expect(tree.tailRowOf(a)).toBe(3);
    expect(tree.tailRowOf(tree.root)).toBe(5);
    tree.setExpanded(a, false);
    expect(shown(tree)).toEqual(['0a/', '0b', ':more']);
    expect(tree.rowOf(childOf(a, 1))).toBe(-1);
  });

  it('keeps what is open when a level is read again', () => {
    const tree = model();
    tree.setChildren(tree.root, [branch('a/'), branch('c/')], null);
    const c = childOf(tree.root, 1);
    tree.setChildren(c, [leaf('x')], null);
    tree.setExpanded(c, true);
    tree.setChildren(tree.root, [branch('b/'), branch('c/'), leaf('d')], null);
    expect(shown(tree)).toEqual(['0b/', '0c/', '1x', '0d']);
    expect(childOf(tree.root, 1)).toBe(c);
  });

  it('appends, inserts and removes beneath a closed branch without moving rows', () => {
    const tree = model();
    tree.setChildren(tree.root, [branch('a/'), leaf('b')], null);
    const a = childOf(tree.root, 0);
    tree.setChildren(a, [leaf('x')], { kind: 'more' });
    tree.append(a, [leaf('z')], null);
    tree.insert(a, 1, leaf('y'));
    tree.remove(childOf(a, 0));
    expect(shown(tree)).toEqual(['0a/', '0b']);
    tree.setExpanded(a, true);
    expect(shown(tree)).toEqual(['0a/', '1y', '1z', '0b']);
    expect(childOf(a, 1).index).toBe(1);
  });

  it('knows that a removed node has no row', () => {
    const tree = model();
    tree.setChildren(tree.root, [leaf('a'), leaf('b')], null);
    const a = childOf(tree.root, 0);
    tree.remove(a);
    expect(tree.rowOf(a)).toBe(-1);
    tree.remove(a);
    expect(shown(tree)).toEqual(['0b']);
  });

  it('forgets what is beneath a closed branch, and never beneath an open one', () => {
    const tree = model();
    tree.setChildren(tree.root, [branch('a/')], null);
    const a = childOf(tree.root, 0);
    tree.setChildren(a, [leaf('x')], null);
    tree.setExpanded(a, true);
    tree.unload(a);
    expect(shown(tree)).toEqual(['0a/', '1x']);
    tree.setExpanded(a, false);
    tree.unload(a);
    expect(a.branch?.isLoaded).toBe(false);
    tree.setExpanded(a, true);
    expect(shown(tree)).toEqual(['0a/']);
  });

  it('tells its listeners of every change, until they leave', () => {
    const tree = model();
    const listener = vi.fn();
    const leave = tree.subscribe(listener);
    tree.setChildren(tree.root, [branch('a/')], null);
    tree.setTail(childOf(tree.root, 0), { kind: 'loading' });
    expect(listener).toHaveBeenCalledTimes(2);
    leave();
    tree.setChildren(tree.root, [], { kind: 'empty' });
    expect(listener).toHaveBeenCalledTimes(2);
    expect(tree.version()).toBe(3);
  });

  it('agrees with a plain walk whatever is opened, closed, added and removed', () => {
    const tree = model();
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return seed % below;
    };
    const walk = (node: TreeNode<string>): string[] => {
      const at = node.branch;
      if (at === null || !at.isExpanded) return [];
      const rows = [...at.children].flatMap((child) => [`${child.depth}${child.data}`, ...walk(child)]);
      return at.tail === null ? rows : [...rows, `${node.data}:${at.tail.kind}`];
    };
    const all = (node: TreeNode<string>): TreeNode<string>[] => [
      node,
      ...[...(node.branch?.children ?? [])].flatMap((child) => all(child)),
    ];
    for (let step = 0; step < 400; step++) {
      const nodes = all(tree.root);
      const node = nodes[random(nodes.length)] ?? tree.root;
      const action = random(6);
      const item = { data: `n${step}`, isBranch: random(2) === 0 };
      if (action === 0) tree.setChildren(node, [item, leaf(`l${step}`)], random(2) === 0 ? { kind: 'more' } : null);
      if (action === 1) tree.append(node, [item], null);
      if (action === 2) tree.insert(node, random((node.branch?.children.length ?? 0) + 1), item);
      if (action === 3 && random(3) === 0) tree.remove(node);
      if (action >= 4) tree.setExpanded(node, action === 4);
      expect(shown(tree)).toEqual(walk(tree.root));
      for (const visible of all(tree.root)) {
        const row = tree.rowOf(visible);
        if (row !== -1) expect(tree.rowAt(row)).toEqual({ kind: 'node', node: visible });
      }
    }
  });

  it('holds a million open nodes', () => {
    const tree = model();
    const hundred = (prefix: string, isBranch: boolean) =>
      Array.from({ length: 100 }, (_, i) => ({ data: `${prefix}${i}`, isBranch }));
    tree.setChildren(tree.root, hundred('', true), null);
    for (const first of tree.root.branch?.children ?? []) {
      tree.setChildren(first, hundred('', true), null);
      tree.setExpanded(first, true);
      for (const second of first.branch?.children ?? []) {
        tree.setChildren(second, hundred('', false), null);
        tree.setExpanded(second, true);
      }
    }
    expect(tree.rowCount).toBe(1_010_100);
    const last = tree.rowAt(1_010_099);
    expect(last?.kind === 'node' && last.node.depth).toBe(2);
    const middle = tree.rowAt(505_050);
    expect(middle?.kind === 'node' && tree.rowOf(middle.node)).toBe(505_050);
    tree.setExpanded(childOf(tree.root, 50), false);
    expect(tree.rowCount).toBe(1_000_000);
  });
});
