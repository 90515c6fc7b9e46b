import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Settings } from '../../contract/settings.ts';
import { InApp } from '../testing/InApp.tsx';
import { scriptedApi, someSettings } from '../testing/scripted-api.ts';
import { useLayout } from './layout.ts';

afterEach(cleanup);

const readNumber = (json: unknown): number | null => (typeof json === 'number' ? json : null);

function Counter({ place }: { readonly place: string }) {
  const [value, setValue] = useLayout(place, 0, readNumber);
  return (
    <button type="button" onClick={() => setValue(value + 1)}>
      {place} {value}
    </button>
  );
}

function aModel(layout: Settings['layout']) {
  const updates: Partial<Settings>[] = [];
  const api = scriptedApi({
    settings: {
      get: async () => someSettings({ layout }),
      update: async ({ changes }) => {
        updates.push(changes);
        return someSettings({ layout, ...changes });
      },
    },
  });
  return { api, updates };
}

it('comes back to what was kept, and to the beginning where that makes no sense', async () => {
  const { api } = aModel({ one: '7', two: '{"a":', three: '"text"' });
  render(
    <InApp api={api}>
      <Counter place="one" />
      <Counter place="two" />
      <Counter place="three" />
    </InApp>,
  );
  expect(await screen.findByText('one 7')).toBeDefined();
  expect(screen.getByText('two 0')).toBeDefined();
  expect(screen.getByText('three 0')).toBeDefined();
});

it('writes once when it is still, and leaves other places alone', async () => {
  const { api, updates } = aModel({ other: '1' });
  render(
    <InApp api={api}>
      <Counter place="one" />
    </InApp>,
  );
  const button = await screen.findByRole('button');
  for (let press = 0; press < 3; press += 1) await userEvent.click(button);
  expect(updates).toEqual([]);
  await waitFor(() => expect(updates).toEqual([{ layout: { other: '1', one: '3' } }]));
});

it('writes what is pending of two places when they are left together', async () => {
  const { api, updates } = aModel({});
  const { unmount } = render(
    <InApp api={api}>
      <Counter place="one" />
      <Counter place="two" />
    </InApp>,
  );
  for (const button of await screen.findAllByRole('button')) await userEvent.click(button);
  act(() => unmount());
  await vi.waitFor(() => expect(updates.at(-1)).toEqual({ layout: { one: '1', two: '1' } }));
});
