import Button from '@mui/material/Button';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { aConnectionState } from '../../testing/builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { UnlockHere } from './UnlockHere.tsx';

afterEach(cleanup);

/** A dialog that asks for a key, over a connection that is locked until `unlock` is called. */
function aDialog(hasFocus: boolean) {
  const api = scriptedApi({});
  const shown = (unlockedUntil: number | null) => (
    <InWorkbench
      api={api}
      connection={anOpenConnection({ state: aConnectionState({ readOnly: { reason: 'production', unlockedUntil } }) })}
    >
      <DialogFrame isOpen title="New key" onClose={() => undefined} actions={<Button>Cancel</Button>}>
        <UnlockHere hasFocus={hasFocus} />
        <Field label="Key" value="" onChange={() => undefined} hasFocus={!hasFocus} />
      </DialogFrame>
    </InWorkbench>
  );
  const { rerender } = render(shown(null));
  return { unlock: () => rerender(shown(Date.now() + 60_000)) };
}

it('leaves the focus with the safe button once it is unlocked', async () => {
  const { unlock } = aDialog(true);
  const name = await screen.findByRole('textbox', { name: /to unlock it/ });
  expect(document.activeElement).toBe(name);
  unlock();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' })));
});

it('gives the focus back to the field that had it', async () => {
  const { unlock } = aDialog(false);
  const key = await screen.findByRole('textbox', { name: 'Key' });
  expect(document.activeElement).toBe(key);
  await userEvent.click(screen.getByRole('textbox', { name: /to unlock it/ }));
  unlock();
  await waitFor(() => expect(document.activeElement).toBe(key));
});

it('takes the focus from nothing', async () => {
  const { unlock } = aDialog(false);
  const key = await screen.findByRole('textbox', { name: 'Key' });
  unlock();
  await waitFor(() => expect(screen.queryByRole('textbox', { name: /to unlock it/ })).toBeNull());
  expect(document.activeElement).toBe(key);
});

it('speaks of kubectl only where Kubernetes’ own keys are written', async () => {
  const state = aConnectionState({ readOnly: { reason: 'registry', unlockedUntil: null } });
  const shown = (isOfKubernetes: boolean) => (
    <InWorkbench api={scriptedApi({})} connection={anOpenConnection({ state })}>
      <UnlockHere isOfKubernetes={isOfKubernetes} />
    </InWorkbench>
  );
  const { rerender } = render(shown(true));
  expect((await screen.findByRole('region', { name: 'Unlock' })).textContent).toContain('kubectl');
  rerender(shown(false));
  const { textContent } = screen.getByRole('region', { name: 'Unlock' });
  expect(textContent).toContain('no object of Kubernetes');
  expect(textContent).not.toContain('kubectl');
});
