import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { DataTable } from './DataTable.tsx';
import { nothingSelected, parseTablePlace, type TableColumn, type TablePlace } from './table-model.ts';

afterEach(cleanup);

interface Fruit {
  readonly name: string;
  readonly count: number;
}

const columns: readonly TableColumn<Fruit>[] = [
  { id: 'name', title: 'Name', width: 120, valueOf: (fruit) => fruit.name },
  { id: 'count', title: 'Count', width: 80, align: 'end', valueOf: (fruit) => fruit.count },
];
const keyOf = (fruit: Fruit): string => fruit.name;

function Fruits(props: {
  readonly rows: readonly Fruit[];
  readonly onOpen?: (row: Fruit) => void;
  readonly onMenu?: (row: Fruit) => void;
  readonly onKey?: (key: string) => void;
  readonly place?: TablePlace;
  readonly onPlace?: (place: TablePlace) => void;
  readonly isSettled?: boolean;
}) {
  const { place = null, onPlace = () => undefined, isSettled = true } = props;
  const [selection, setSelection] = useState(nothingSelected);
  return (
    <DataTable
      label="Fruits"
      columns={columns}
      rows={props.rows}
      keyOf={keyOf}
      selection={selection}
      onSelection={setSelection}
      onOpen={(row) => props.onOpen?.(row)}
      onMenu={(row) => props.onMenu?.(row)}
      onKey={(event) => props.onKey?.(event.key)}
      noteOf={(row) => (row.name === 'note' ? 'A sentence of its own' : null)}
      place={place}
      onPlace={onPlace}
      isSettled={isSettled}
      empty={<p>No fruit yet.</p>}
    />
  );
}

const three: readonly Fruit[] = [
  { name: 'pear', count: 2 },
  { name: 'note', count: 0 },
  { name: 'apple', count: 11 },
  { name: 'fig', count: 5 },
];
const names = (): string[] =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('gridcell')[0]?.textContent ?? '');
const selected = (): string[] =>
  screen.queryAllByRole('row', { selected: true }).map((row) => row.firstElementChild?.textContent ?? '');

it('sorts by a title, and tells the order', async () => {
  const user = userEvent.setup();
  render(<Fruits rows={three} />);
  await user.click(screen.getByRole('button', { name: 'Count' }));
  expect(names()).toEqual(['A sentence of its own', 'pear', 'fig', 'apple']);
  expect(screen.getByRole('columnheader', { name: /Count/ }).getAttribute('aria-sort')).toBe('ascending');
});

it('is walked by keyboard, over notes, and copies what is chosen', async () => {
  const user = userEvent.setup();
  const onOpen = vi.fn();
  render(<Fruits rows={three} onOpen={onOpen} />);
  screen.getByRole('grid', { name: 'Fruits' }).focus();
  await user.keyboard('{ArrowDown}');
  expect(selected()).toEqual(['pear']);
  await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
  expect(selected()).toEqual(['pear', 'apple']);
  await user.keyboard('{Enter}');
  expect(onOpen).toHaveBeenCalledWith({ name: 'apple', count: 11 });
  await user.keyboard('{End}');
  expect(selected()).toEqual(['fig']);
  await user.keyboard('{Control>}a{/Control}{Control>}c{/Control}');
  expect(await navigator.clipboard.readText()).toBe('Name\tCount\npear\t2\napple\t11\nfig\t5');
});

it('changes a width by keyboard', () => {
  render(<Fruits rows={three} />);
  const edge = screen.getByRole('separator', { name: 'Width of Name' });
  fireEvent.keyDown(edge, { key: 'ArrowRight' });
  expect(edge.getAttribute('aria-valuenow')).toBe('136');
});

it('says how many rows there are while it draws few', () => {
  render(<Fruits rows={Array.from({ length: 100_000 }, (_, i) => ({ name: `n${i}`, count: i }))} />);
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('100001');
  expect(screen.getAllByRole('row').length).toBeLessThan(60);
});

it('says what to do when there is nothing', () => {
  render(<Fruits rows={[]} />);
  expect(screen.getByText('No fruit yet.')).toBeDefined();
});

it('asks for the menu of a row by pointer and by keyboard, and hands on what it does not know', async () => {
  const user = userEvent.setup();
  const onMenu = vi.fn();
  const onKey = vi.fn();
  render(<Fruits rows={three} onMenu={onMenu} onKey={onKey} />);
  fireEvent.contextMenu(screen.getByText('apple'));
  expect(onMenu).toHaveBeenLastCalledWith(three[2]);
  expect(selected()).toEqual(['apple']);
  fireEvent.contextMenu(screen.getByText('A sentence of its own'));
  expect(onMenu).toHaveBeenCalledOnce();
  screen.getByRole('grid').focus();
  await user.keyboard('{ArrowDown}{Shift>}{F10}{/Shift}{Delete}');
  expect(onMenu).toHaveBeenLastCalledWith(three[3]);
  expect(onKey.mock.calls.flat()).toContain('Delete');
  expect(onKey.mock.calls.flat()).not.toContain('ArrowDown');
});

it('keeps what is selected where the menu of one of it is asked for, and selects any other row alone', async () => {
  const user = userEvent.setup();
  const onMenu = vi.fn();
  render(<Fruits rows={three} onMenu={onMenu} />);
  await user.click(screen.getByText('pear'));
  await user.keyboard('{Shift>}');
  await user.click(screen.getByText('apple'));
  await user.keyboard('{/Shift}');
  fireEvent.contextMenu(screen.getByText('pear'));
  expect(onMenu).toHaveBeenLastCalledWith(three[0]);
  expect(selected()).toEqual(['pear', 'apple']);
  fireEvent.contextMenu(screen.getByText('fig'));
  expect(selected()).toEqual(['fig']);
  // A row that has the keyboard may not be selected.
  await user.keyboard('{Control>}');
  await user.click(screen.getByText('fig'));
  await user.keyboard('{/Control}');
  screen.getByRole('grid').focus();
  await user.keyboard('{Shift>}{F10}{/Shift}');
  expect(onMenu).toHaveBeenLastCalledWith(three[3]);
  expect(selected()).toEqual(['fig']);
});

const many: readonly Fruit[] = Array.from({ length: 500 }, (_, at) => ({ name: `fruit ${at}`, count: 1_000 - at }));

it('goes back to where it was left once that is loaded, and tells where it is', async () => {
  const user = userEvent.setup();
  const onPlace = vi.fn();
  const place = { sort: null, top: { key: 'fruit 300', row: 300, offset: 7 } };
  const { rerender } = render(<Fruits rows={many.slice(0, 100)} place={place} onPlace={onPlace} isSettled={false} />);
  const grid = screen.getByRole('grid', { name: 'Fruits' });
  expect(grid.scrollTop).toBe(0);
  rerender(<Fruits rows={many} place={place} onPlace={onPlace} isSettled={false} />);
  expect(grid.scrollTop).toBe(300 * 24 + 7);
  expect(screen.getByText('fruit 301')).toBeDefined();
  grid.scrollTop = 100 * 24;
  fireEvent.scroll(grid);
  expect(onPlace).toHaveBeenLastCalledWith({ sort: null, top: { key: 'fruit 100', row: 100, offset: 0 } });
  await user.click(screen.getByRole('button', { name: 'Count' }));
  expect(onPlace.mock.lastCall?.[0].sort).toEqual({ column: 'count', isDescending: false });
});

it('takes the place of a row that is gone, and leaves the operator’s own alone', () => {
  const place = { sort: { column: 'count', isDescending: true }, top: { key: 'gone', row: 200, offset: 0 } };
  const { rerender, unmount } = render(<Fruits rows={many} place={place} isSettled={false} />);
  const grid = screen.getByRole('grid', { name: 'Fruits' });
  expect(grid.scrollTop).toBe(0);
  rerender(<Fruits rows={many} place={place} isSettled />);
  expect(grid.scrollTop).toBe(200 * 24);
  expect(names()[0]).toMatch(/^fruit 19/);
  unmount();

  const again = render(<Fruits rows={many} place={place} isSettled={false} />);
  fireEvent.wheel(screen.getByRole('grid', { name: 'Fruits' }));
  again.rerender(<Fruits rows={many} place={place} isSettled />);
  expect(screen.getByRole('grid', { name: 'Fruits' }).scrollTop).toBe(0);
});

it('takes nothing for a place that is none', () => {
  const place = { sort: { column: 'count', isDescending: true }, top: { key: 'a', row: 2, offset: 0 } };
  expect(parseTablePlace(JSON.parse(JSON.stringify(place)))).toEqual(place);
  const bad = { sort: { column: 1, isDescending: true }, top: { key: 'a', row: -2, offset: 0 } };
  expect(parseTablePlace(bad)).toEqual({ sort: null, top: null });
  for (const none of [null, 1, [], 'x', { sort: null }]) expect(parseTablePlace(none)).toBeNull();
});
