import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { DecodersApi, ListedDecoder } from '../../../contract/decoders.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { decodersChanged } from '../../state/decoders-changed.ts';
import { InWorkbench } from '../../testing/InWorkbench.tsx';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { DecodersDialog } from './DecodersDialog.tsx';

afterEach(cleanup);

const listed = (name: string, failure: ListedDecoder['failure'] = null): ListedDecoder => ({
  decoder: { id: name, name, keys: `/${name}/*`, files: ['/p/a.proto'], message: 'shop.Order' },
  failure,
});

function aDialog(decoders: readonly ListedDecoder[], script: Partial<DecodersApi> = {}) {
  const world = { decoders };
  const api = scriptedApi(
    {
      decoders: { list: async () => world.decoders, messages: async () => ({ messages: ['shop.Order'] }), ...script },
      files: { pick: async () => ({ file: '/p/a.proto' }) },
    },
    { nativeDialogs: true },
  );
  const onClose = vi.fn();
  render(
    <InWorkbench api={api}>
      <DecodersDialog onClose={onClose} />
    </InWorkbench>,
  );
  return { world, onClose, user: userEvent.setup() };
}

it('adds a decoder: keys, files, and a message type of theirs', async () => {
  const save = vi.fn<DecodersApi['save']>(async ({ draft }) => ({ ...draft, id: 'd1' }));
  const { world, user } = aDialog([], { save });
  await screen.findByText(/None yet/);
  await user.click(screen.getByRole('button', { name: 'Add a decoder…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Add a decoder' }));
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
  await user.click(dialog.getByLabelText('Name'));
  await user.paste('Orders');
  await user.click(dialog.getByLabelText('Keys'));
  await user.paste('/orders/*');
  await user.click(dialog.getByRole('button', { name: 'Add a file…' }));
  await dialog.findByRole('button', { name: 'Take out /p/a.proto' });
  await user.click(dialog.getByRole('combobox', { name: /Message type/ }));
  await user.click(await screen.findByRole('option', { name: 'shop.Order' }));
  const before = decodersChanged.get();
  world.decoders = [listed('orders')];
  await user.click(await dialog.findByRole('button', { name: 'Save' }));
  await screen.findByText('orders');
  expect(save).toHaveBeenCalledWith({
    draft: { id: null, name: 'Orders', keys: '/orders/*', files: ['/p/a.proto'], message: 'shop.Order' },
  });
  expect(decodersChanged.get()).toBe(before + 1);
});

it('names the line of a file that cannot be used', async () => {
  const message = '/p/a.proto:3: there is no type B';
  const failure = { code: 'ProtoInvalid', message, retry: false, detail: { file: '/p/a.proto', line: 3 } } as const;
  const { user } = aDialog([listed('orders', failure)], {
    messages: async () => {
      throw new EtcdeckError(failure);
    },
  });
  await screen.findByText(`Cannot be used: ${message}`);
  await user.click(screen.getByRole('button', { name: 'More for orders' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Edit…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Edit orders' }));
  await dialog.findByText(message);
  expect(dialog.getByRole('combobox', { name: /Message type/ }).textContent).toBe('shop.Order');
});

it('says at its field why a decoder is not saved', async () => {
  const { user } = aDialog([listed('orders')], {
    save: async () => {
      throw new EtcdeckError({
        code: 'BadRequest',
        message: 'another decoder has this name',
        detail: { field: 'name' },
      });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'More for orders' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Edit…' }));
  await user.click(await screen.findByRole('button', { name: 'Save' }));
  await screen.findByText(/Another decoder has this name/i);
});

it('changes the order in which they count, and removes one when asked twice', async () => {
  const move = vi.fn(async () => undefined);
  const remove = vi.fn(async () => undefined);
  const { world, user } = aDialog([listed('a'), listed('b')], { move, remove });
  await user.click(await screen.findByRole('button', { name: 'More for b' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Move up' }));
  await waitFor(() => expect(move).toHaveBeenCalledWith({ decoder: 'b', place: 0 }));
  await user.click(await screen.findByRole('button', { name: 'More for a' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Remove…' }));
  world.decoders = [listed('b')];
  await user.click(await screen.findByRole('button', { name: 'Remove decoder' }));
  await waitFor(() => expect(screen.queryByText('a')).toBeNull());
  expect(remove).toHaveBeenCalledWith({ decoder: 'a' });
});
