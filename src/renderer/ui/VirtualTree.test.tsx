import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { TreeModel } from './tree-model.ts';
import { VirtualTree } from './VirtualTree.tsx';

afterEach(cleanup);

const leaf = (data: string) => ({ data, isBranch: false });
const branch = (data: string) => ({ data, isBranch: true });

function aTree(items = [branch('apps/'), branch('pods/'), leaf('version')]) {
  const model = new TreeModel<string>('', (data) => data);
  model.setChildren(model.root, items, null);
  const asked = { onOpen: vi.fn(), onExpand: vi.fn(), onTail: vi.fn(), onMenu: vi.fn(), onKey: vi.fn() };
  render(
    <VirtualTree
      model={model}
      label="Things"
      textOf={(data) => data}
      render={(node) => <span>{node.data}</span>}
      isSelected={(data) => data === 'version'}
      {...asked}
    />,
  );
  return { model, ...asked, tree: screen.getByRole('tree', { name: 'Things' }) };
}

const active = (): string | null => {
  const id = screen.getByRole('tree').getAttribute('aria-activedescendant');
  return id === null ? null : (document.getElementById(id)?.getAttribute('aria-label') ?? null);
};

it('says level, place, openness and selection of each row', () => {
  const { model } = aTree();
  const pods = model.root.branch?.children.at(1);
  if (pods === undefined) throw new Error('no pods');
  model.setChildren(pods, [leaf('one')], { kind: 'more' });
  fireEvent.click(screen.getByRole('treeitem', { name: 'pods/' }));
  const one = screen.getByRole('treeitem', { name: 'one' });
  expect(one.getAttribute('aria-level')).toBe('2');
  expect(one.getAttribute('aria-setsize')).toBe('-1');
  expect(one.getAttribute('aria-posinset')).toBe('1');
  expect(screen.getByRole('treeitem', { name: 'pods/', expanded: true }).getAttribute('aria-setsize')).toBe('3');
  expect(screen.getByRole('treeitem', { name: 'version', selected: true }).hasAttribute('aria-expanded')).toBe(false);
});

it('is walked, opened and closed by keyboard', async () => {
  const user = userEvent.setup();
  const { model, onExpand, onOpen } = aTree();
  await user.tab();
  expect(active()).toBe('apps/');
  await user.keyboard('{ArrowDown}{ArrowRight}');
  expect(onExpand).toHaveBeenCalledOnce();
  const pods = model.root.branch?.children.at(1);
  if (pods === undefined) throw new Error('no pods');
  model.setChildren(pods, [leaf('one'), leaf('two')], null);
  await user.keyboard('{ArrowRight}{ArrowDown}');
  expect(active()).toBe('two');
  await user.keyboard('{Enter}');
  expect(onOpen.mock.calls[0]?.[0].data).toBe('two');
  await user.keyboard('{ArrowLeft}');
  expect(active()).toBe('pods/');
  await user.keyboard('{ArrowLeft}{End}');
  expect(active()).toBe('version');
  expect(screen.getAllByRole('treeitem')).toHaveLength(3);
  await user.keyboard('{Home}');
  expect(active()).toBe('apps/');
});

it('finds a row by its first letters', async () => {
  const user = userEvent.setup();
  aTree([leaf('alpha'), leaf('beta'), leaf('bet'), leaf('gamma')]);
  await user.tab();
  await user.keyboard('b');
  expect(active()).toBe('beta');
  await user.keyboard('b');
  expect(active()).toBe('bet');
});

it('loads more from the row after the last child', async () => {
  const user = userEvent.setup();
  const { model, onTail } = aTree();
  model.setTail(model.root, { kind: 'more' });
  await user.click(await screen.findByText('Load more'));
  expect(onTail).toHaveBeenCalledWith(model.root, { kind: 'more' });
});

it('keeps the keyboard near what was removed', async () => {
  const user = userEvent.setup();
  const { model } = aTree();
  const apps = model.root.branch?.children.at(0);
  if (apps === undefined) throw new Error('no apps');
  model.setChildren(apps, [leaf('one')], null);
  await user.tab();
  await user.keyboard('{ArrowRight}{ArrowDown}');
  expect(active()).toBe('one');
  const one = apps.branch?.children.at(0);
  if (one !== undefined) model.remove(one);
  await screen.findByRole('treeitem', { name: 'apps/' });
  await vi.waitFor(() => expect(active()).toBe('apps/'));
});

it('passes on the keys that are not its own, and asks for a menu', async () => {
  const user = userEvent.setup();
  const { onKey, onMenu } = aTree();
  await user.tab();
  await user.keyboard('{Delete}');
  expect(onKey.mock.calls[0]?.[1].data).toBe('apps/');
  await user.keyboard('{Shift>}{F10}{/Shift}');
  expect(onMenu).toHaveBeenCalledOnce();
});

it('draws only what is seen of very many rows', () => {
  aTree(Array.from({ length: 100_000 }, (_, i) => leaf(`n${i}`)));
  expect(screen.getAllByRole('treeitem').length).toBeLessThan(60);
});

it('goes back to where it was left as its rows come, and tells where it is', () => {
  const model = new TreeModel<string>('', (data) => data);
  const rows = Array.from({ length: 300 }, (_, at) => leaf(`row ${at}`));
  const onPlace = vi.fn();
  const findNode = (key: string) => [...(model.root.branch?.children ?? [])].find(({ data }) => data === key) ?? null;
  render(
    <VirtualTree
      model={model}
      label="Things"
      textOf={(data) => data}
      render={(node) => <span>{node.data}</span>}
      isSelected={() => false}
      onOpen={() => undefined}
      onExpand={() => undefined}
      onTail={() => undefined}
      place={{ top: { key: 'row 200', row: 200, offset: 3 }, cursor: 'row 205' }}
      onPlace={onPlace}
      keyOf={(data) => data}
      findNode={findNode}
      isSettled={false}
    />,
  );
  const tree = screen.getByRole('tree', { name: 'Things' });
  act(() => model.setChildren(model.root, rows.slice(0, 50), { kind: 'loading' }));
  expect(tree.scrollTop).toBe(0);
  act(() => model.setChildren(model.root, rows, null));
  expect(tree.scrollTop).toBe(200 * 24 + 3);
  expect(active()).toBe('row 205');
  fireEvent.click(screen.getByRole('treeitem', { name: 'row 210' }));
  tree.scrollTop = 100 * 24;
  fireEvent.scroll(tree);
  expect(onPlace).toHaveBeenLastCalledWith({ top: { key: 'row 100', row: 100, offset: 0 }, cursor: 'row 210' });
});
