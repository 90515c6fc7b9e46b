import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { DataTable } from './DataTable.tsx';
import { nothingSelected, type TableColumn } from './table-model.ts';

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
}) {
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
