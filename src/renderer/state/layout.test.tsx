import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Settings } from '../../contract/settings.ts';
import { InDesk } from '../testing/InDesk.tsx';
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

function aDesk(layout: Settings['layout']) {
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
  const { api } = aDesk({ one: '7', two: '{"a":', three: '"text"' });
  render(
    <InDesk api={api}>
      <Counter place="one" />
      <Counter place="two" />
      <Counter place="three" />
    </InDesk>,
  );
  expect(await screen.findByText('one 7')).toBeDefined();
  expect(screen.getByText('two 0')).toBeDefined();
  expect(screen.getByText('three 0')).toBeDefined();
});

it('writes once when it is still, and leaves other places alone', async () => {
  const { api, updates } = aDesk({ other: '1' });
  render(
    <InDesk api={api}>
      <Counter place="one" />
    </InDesk>,
  );
  const button = await screen.findByRole('button');
  for (let press = 0; press < 3; press += 1) await userEvent.click(button);
  expect(updates).toEqual([]);
  await waitFor(() => expect(updates).toEqual([{ layout: { other: '1', one: '3' } }]));
});

it('writes what is pending of two places when they are left together', async () => {
  const { api, updates } = aDesk({});
  const { unmount } = render(
    <InDesk api={api}>
      <Counter place="one" />
      <Counter place="two" />
    </InDesk>,
  );
  for (const button of await screen.findAllByRole('button')) await userEvent.click(button);
  act(() => unmount());
  await vi.waitFor(() => expect(updates.at(-1)).toEqual({ layout: { one: '1', two: '1' } }));
});
