import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { ConnectionImport } from '../../../contract/connections/hand-over.ts';
import type { ConnectionsApi } from '../../../contract/connections.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { takeForForm } from '../../state/draft.ts';
import { aConnection } from '../../testing/builders.ts';
import { InApp } from '../../testing/InApp.tsx';
import { type Script, scriptedApi } from '../../testing/scripted-api.ts';
import { ImportDialog } from './ImportDialog.tsx';

afterEach(cleanup);

const imported: ConnectionImport = {
  format: 'command',
  draft: {
    id: null,
    name: '10.0.4.11:2379',
    endpoints: ['https://10.0.4.11:2379'],
    tls: { caFile: '/pki/ca.crt', certFile: null, keyFile: null, serverName: null, skipVerify: false },
    user: 'root',
    imported: true,
  },
  secrets: { password: 'pw' },
  understood: [{ text: '--cacert=/pki/ca.crt', meaning: 'the CA file' }],
  ignored: [{ text: '--write-out=table', meaning: 'it says nothing of the connection' }],
};

async function aDialog(connections: Partial<ConnectionsApi>, files: Script['files'] = {}) {
  const onClose = vi.fn();
  render(
    <InApp api={scriptedApi({ connections: { list: async () => [], ...connections }, files })}>
      <ImportDialog onClose={onClose} />
    </InApp>,
  );
  await screen.findByRole('dialog', { name: 'Import a connection' });
  return onClose;
}

const fill = (name: string, value: string) => fireEvent.change(screen.getByLabelText(name), { target: { value } });
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

it('shows what was understood and what was not, and saves only then', async () => {
  const save = vi.fn<ConnectionsApi['save']>(async ({ draft }) => aConnection(draft.name));
  const onClose = await aDialog({ import: async () => imported, save });
  fill('Paste', 'etcdctl --cacert=/pki/ca.crt --write-out=table');
  await press('Read it');
  const understood = await screen.findByRole('region', { name: 'Understood' });
  expect(understood.textContent).toContain('the CA file');
  expect(screen.getByRole('region', { name: 'Left out: 1 line' }).textContent).toContain('--write-out=table');
  expect(save).not.toHaveBeenCalled();
  fill('Name', 'prod');
  await press('Save');
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(save.mock.calls[0]?.[0]).toMatchObject({
    draft: { name: 'prod', imported: true },
    secrets: { password: 'pw' },
  });
});

it('hands over to the form, once', async () => {
  await aDialog({ import: async () => imported });
  fill('Paste', 'etcdctl');
  await press('Read it');
  await screen.findByRole('region', { name: 'Understood' });
  await press('Test and edit');
  expect(window.location.hash).toBe('#/new');
  expect(takeForForm()).toMatchObject({ draft: { user: 'root' }, secrets: { password: 'pw' } });
  expect(takeForForm()).toBeNull();
});

it('reads a folder as a folder and a file as a file', async () => {
  const read = vi.fn<ConnectionsApi['import']>(async () => imported);
  const list = async ({ folder }: { readonly folder: string | null }) => {
    if (folder !== '/pki') throw new EtcdeckError({ code: 'FileNotReadable', message: 'no folder' });
    return { folder, parent: null, entries: [] };
  };
  await aDialog({ import: read }, { list });
  fill('File or folder', '/pki');
  await press('Read it');
  await screen.findByRole('region', { name: 'Understood' });
  await press('Back');
  fill('File or folder', '/etc/etcd.yaml');
  await press('Read it');
  await waitFor(() => expect(read).toHaveBeenCalledTimes(2));
  expect(read.mock.calls.map(([request]) => request.source)).toEqual([
    { kind: 'folder', folder: '/pki' },
    { kind: 'file', file: '/etc/etcd.yaml' },
  ]);
});

it('takes another etcdeck’s export with its passphrase, and says when that is wrong', async () => {
  const importExport = vi
    .fn<ConnectionsApi['importExport']>(async () => [aConnection('prod')])
    .mockRejectedValueOnce(new EtcdeckError({ code: 'PassphraseWrong', message: 'not the one' }));
  const previewExport = async () => ({
    drafts: [imported.draft, { ...imported.draft, name: 'lab' }],
    hasSecrets: true,
  });
  const onClose = await aDialog({ previewExport, importExport });
  fill('Paste', '{ "format": "etcdeck connections", "version": 1 }');
  await press('Read it');
  await screen.findByRole('dialog', { name: 'Import from another etcdeck' });
  await userEvent.click(screen.getByRole('checkbox', { name: /lab/ }));
  fill('Passphrase', 'wrong one');
  await press('Import 1');
  await screen.findByText(/This is not the passphrase/);
  fill('Passphrase', 'right one');
  await press('Import 1');
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(importExport.mock.lastCall?.[0]).toMatchObject({ places: [0], passphrase: 'right one' });
});

it('asks whose key an unknown SSH host shows, and goes on once it is trusted', async () => {
  const detail = { host: 'cp-1', port: 22, keyType: 'ssh-ed25519', fingerprint: 'SHA256:abc' };
  const fromKubeadm = vi
    .fn<ConnectionsApi['fromKubeadm']>(async () => ({ ...imported, format: 'manifest' }))
    .mockRejectedValueOnce(new EtcdeckError({ code: 'SshHostKeyUnknown', message: 'not known', detail }));
  const trustHostKey = vi.fn<ConnectionsApi['trustHostKey']>(async () => {});
  await aDialog({ fromKubeadm, trustHostKey });
  fill('Control-plane host', 'ops@cp-1');
  await press('Read it');
  await userEvent.click(await screen.findByRole('button', { name: 'Compare its key' }));
  const question = await screen.findByRole('dialog', { name: 'Is this the key of cp-1?' });
  expect(question.textContent).toContain('SHA256:abc');
  expect(trustHostKey).not.toHaveBeenCalled();
  await userEvent.click(within(question).getByRole('button', { name: 'Trust this key' }));
  await screen.findByRole('region', { name: 'Understood' });
  expect(trustHostKey.mock.calls[0]?.[0]).toEqual({ host: 'cp-1', port: 22, fingerprint: 'SHA256:abc' });
});
