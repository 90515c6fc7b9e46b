import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { HubDrawing, type HubNode } from './HubDrawing.tsx';

afterEach(cleanup);

const node = (id: string, overrides: Partial<HubNode> = {}): HubNode => ({
  id,
  name: id,
  note: 'works',
  tone: 'ok',
  isCut: false,
  isHub: false,
  linkTone: 'info',
  ...overrides,
});

it('says in words what it draws, and links all to the hub', () => {
  const cut = node('c', { isCut: true, note: 'is gone', tone: 'bad' });
  const { container } = render(<HubDrawing nodes={[node('a', { isHub: true }), node('b'), cut]} />);
  expect(screen.getByRole('img', { name: 'a: works; b: works; c: is gone' })).toBeTruthy();
  expect(container.querySelectorAll('line')).toHaveLength(2);
  expect(container.querySelectorAll('line[stroke-dasharray]')).toHaveLength(1);
});

it('links nothing where there is no hub', () => {
  const { container } = render(<HubDrawing nodes={[node('a'), node('b')]} />);
  expect(container.querySelectorAll('line')).toHaveLength(0);
});
