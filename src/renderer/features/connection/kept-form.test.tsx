import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { areAllKept, recallEdits, unsavedEdits } from '../../state/unsaved.ts';
import { aConnection } from '../../testing/builders.ts';
import { InApp } from '../../testing/InApp.tsx';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { ConnectionScreen } from './ConnectionScreen.tsx';
import { anEndpoint, newForm } from './connection-form.ts';
import { formToKeep, keptForm } from './kept-form.ts';

const pem = '-----BEGIN EC PRIVATE KEY-----\nMHc\n-----END EC PRIVATE KEY-----';
const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

beforeEach(() => {
  window.sessionStorage.clear();
  recallEdits();
});
afterEach(cleanup);

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const fill = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const stored = (): string => JSON.stringify({ ...window.sessionStorage });

async function aPage(mode: 'new' | 'edit' = 'new') {
  const memory = Object.entries({ ...window.sessionStorage });
  cleanup();
  for (const [name, text] of memory) window.sessionStorage.setItem(name, text);
  recallEdits();
  const summary = aConnection('prod', { user: 'root' });
  render(
    <InApp api={scriptedApi({ connections: { list: async () => [summary] } })}>
      <ConnectionScreen mode={mode} connection={mode === 'new' ? null : summary.profile.id} />
    </InApp>,
  );
  await screen.findByRole('form');
}

it('types a form on after a reload, without its secrets', async () => {
  await aPage();
  expect(unsavedEdits.get().size).toBe(0);
  fill('Name', 'prod-eu');
  fill('Endpoint 1', '10.0.4.11');
  fill('CA certificate', '/pki/ca.crt');
  expect(await act(() => areAllKept())).toBe(true);
  fill('User', 'root');
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'hunter2' } });
  expect(await act(() => areAllKept())).toBe(false);
  expect(stored()).toContain('prod-eu');
  expect(stored()).not.toContain('hunter2');

  await aPage();
  expect(field('Name').value).toBe('prod-eu');
  expect(field('Endpoint 1').value).toBe('10.0.4.11');
  expect(field('CA certificate').value).toBe('/pki/ca.crt');
  expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('');
  expect(screen.getByText(/Draft kept from before the reload/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
  expect(field('Name').value).toBe('');
  expect(unsavedEdits.get().size).toBe(0);
});

it('keeps what is changed in a saved connection, and forgets it when the form is left', async () => {
  await aPage('edit');
  expect(unsavedEdits.get().size).toBe(0);
  fill('Name', 'prod-eu');
  await act(() => areAllKept());
  await aPage('edit');
  expect(field('Name').value).toBe('prod-eu');
  expect([...unsavedEdits.get().values()]).toMatchObject([{ title: 'prod-eu' }]);
  cleanup();
  expect(unsavedEdits.get().size).toBe(0);
  expect(stored()).not.toContain('prod-eu');
});

it('keeps no password and no private key, wherever they were pasted', () => {
  const form = {
    ...newForm(),
    name: pem,
    endpoints: [anEndpoint('https://root:hunter2@a:2379'), anEndpoint('https://b:2379')],
    ca: { source: 'text', file: '', text: `${certificate}\n${pem}` },
    cert: { source: 'text', file: pem, text: certificate },
    key: { source: 'text', file: '/pki/key', text: 'hunter2' },
    passphrase: 'hunter2',
    password: 'hunter2',
    sshPassword: 'hunter2',
    sshPassphrase: 'hunter2',
    tags: [pem, 'eu'],
  } as const;
  const kept = formToKeep(form);
  expect(JSON.stringify(kept)).not.toMatch(/hunter2|PRIVATE/);
  expect(kept.cert.text).toBe(certificate);
  expect(kept.endpoints.map(({ text }) => text)).toEqual(['', 'https://b:2379']);
});

it('takes nothing for a form that is none', () => {
  const good = JSON.parse(JSON.stringify(formToKeep({ ...newForm(), name: 'prod-eu' })));
  const read = (draft: unknown) => {
    const drafts = [{ place: 'connection/new', title: '', where: '', draft }];
    window.sessionStorage.setItem('etcdeck.drafts', JSON.stringify(drafts));
    recallEdits();
    return keptForm('new', newForm());
  };
  expect(read(good)?.name).toBe('prod-eu');
  expect(read({ ...good, password: 'hunter2' })?.password).toBe('');
  for (const changes of [
    { name: 1 },
    { usesTls: 'yes' },
    { endpoints: [1] },
    { endpoints: {} },
    { tags: [{}] },
    { ca: null },
    { ssh: { ...good.ssh, auth: 'constructor' } },
    { name: 'x'.repeat(100_001) },
  ]) {
    expect(read({ ...good, ...changes }), JSON.stringify(changes).slice(0, 80)).toBeNull();
  }
  expect(read({ ...good, color: 'constructor', discovery: 1 })).toMatchObject({ color: null, discovery: null });
});
