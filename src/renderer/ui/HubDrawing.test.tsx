import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { HubDrawing } from './HubDrawing.tsx';
import type { HubNode } from './hub-node.ts';

afterEach(cleanup);

const node = (id: string, overrides: Partial<HubNode> = {}): HubNode => ({
  id,
  name: id,
  note: 'works',
  tone: 'ok',
  isCut: false,
  isHub: false,
  isAside: false,
  linkTone: 'info',
  linkNote: null,
  hint: `without ${id}`,
  ...overrides,
});

const drawing = (nodes: readonly HubNode[], vacancy: string | null = null) =>
  render(<HubDrawing label="Things" nodes={nodes} asideLabel="Apart" vacancy={vacancy} invitation="Point at one" />);

it('says in words what it draws, and links all to the hub', () => {
  const cut = node('c', { isCut: true, note: 'is gone', tone: 'bad' });
  const { container } = drawing([node('a', { isHub: true }), node('b', { linkNote: '2 behind' }), cut]);
  const names = screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'));
  expect(names).toEqual(['a: works', 'b: works, 2 behind', 'c: is gone']);
  expect(container.querySelectorAll('line[data-link]')).toHaveLength(2);
  expect(container.querySelectorAll('line[stroke-dasharray]')).toHaveLength(1);
});

it('links nothing where there is no hub, and shows that one is being chosen', () => {
  const { container } = drawing([node('a'), node('b')], 'choosing');
  expect(container.querySelectorAll('line')).toHaveLength(0);
  expect(screen.getByText('choosing')).toBeDefined();
});

it('has those apart beneath, under a name of their own', () => {
  drawing([node('late', { isAside: true }), node('a', { isHub: true }), node('b')]);
  const names = screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'));
  expect(names).toEqual(['a: works', 'b: works', 'late: works']);
  expect(screen.getByText('Apart')).toBeDefined();
});

it('says of each what it is pointed at for, by mouse and keyboard, and to a screen reader', async () => {
  drawing([node('a', { isHub: true }), node('b')]);
  expect(screen.getByText('Point at one')).toBeDefined();
  await userEvent.hover(screen.getByRole('button', { name: 'b: works' }));
  expect(screen.getAllByText('without b')).toHaveLength(2);
  await userEvent.unhover(screen.getByRole('button', { name: 'b: works' }));
  expect(screen.getByText('Point at one')).toBeDefined();
  await userEvent.tab();
  expect(screen.getAllByText('without a')).toHaveLength(2);
  expect(screen.getByRole('button', { description: 'without b' })).toBeDefined();
});
