import { expect, it } from 'vitest';
import { pages } from './pages.tsx';

/** Parts of another component, and what cannot be seen. */
const parts = [
  'DataTableHeader',
  'DataTableRow',
  'HubNodeView',
  'HubRows',
  'MonacoDiffEditor',
  'MonacoEditor',
  'PlanPart',
  'SpanLane',
  'UplotChart',
  'VirtualTreeRow',
];
const unseen = ['VisuallyHidden'];

it('shows every component of ui/', () => {
  const files = Object.keys(import.meta.glob(['../ui/*.tsx', '!../ui/*.test.tsx']));
  const components = files.map((file) => file.replace(/^.*\/|\.tsx$/g, '')).filter((name) => /^[A-Z]/.test(name));
  expect(components.length).toBeGreaterThan(20);
  const shown = [...pages.map(({ name }) => name), ...parts, ...unseen];
  expect(components.filter((name) => !shown.includes(name))).toEqual([]);
});

it('gives each page a name of its own, and each state too', () => {
  expect(new Set(pages.map(({ name }) => name)).size).toBe(pages.length);
  for (const { name, specimens } of pages) {
    expect(new Set(specimens.map(({ state }) => state)).size, name).toBe(specimens.length);
  }
});
