import { expect, it, vi } from 'vitest';
import { inTasks } from './in-tasks.ts';

it('runs each step in a task of its own, in order', async () => {
  const ran: string[] = [];
  const step = (name: string) => () => {
    ran.push(name);
    queueMicrotask(() => ran.push(`end of ${name}`));
  };
  inTasks([step('first'), step('second')]);
  expect(ran).toEqual([]);
  await vi.waitFor(() => expect(ran).toEqual(['first', 'end of first', 'second', 'end of second']));
});

it('leaves out the steps that have not run', async () => {
  const ran: string[] = [];
  const stop = inTasks([
    () => {
      ran.push('first');
      // As a component goes while its editor is made.
      queueMicrotask(() => stop());
    },
    () => ran.push('second'),
  ]);
  const rest = new Promise<void>((resolve) => inTasks([() => undefined, () => undefined, () => undefined, resolve]));
  await rest;
  expect(ran).toEqual(['first']);
});
