import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { InitialCluster, NewClusterApi, NewClusterRequest } from '../../../contract/new-cluster.ts';
import { InApp } from '../../testing/InApp.tsx';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { NewClusterDialog } from './NewClusterDialog.tsx';

afterEach(() => {
  cleanup();
  window.sessionStorage.clear();
});

const startOf = (name: string) => ({
  name,
  args: [],
  env: { ETCD_NAME: name },
  command: `etcd --name ${name}`,
  unit: `ExecStart=etcd --name ${name}`,
  manifest: 'kind: Pod',
  files: [],
  warnings: [],
});

const issuedInto = (folder: string) => ({
  folder,
  files: [
    { path: `${folder}/ca.crt`, member: null, hostPath: null },
    { path: `${folder}/members/etcd-4/server.crt`, member: 'etcd-4', hostPath: '/etc/etcd/pki/server.crt' },
  ],
  validUntil: Date.UTC(2027, 10, 29),
  caValidUntil: Date.UTC(2036, 10, 27),
});

const describe = vi.fn(async ({ members }: NewClusterRequest) => ({
  initialCluster: '',
  starts: members.map(({ name }) => startOf(name)),
  checks: [],
}));

const shown = (newCluster: Partial<NewClusterApi>): void => {
  const api = scriptedApi({ newCluster, files: { pick: async () => ({ file: '/tmp/pki' }) } }, { nativeDialogs: true });
  render(
    <InApp api={api}>
      <NewClusterDialog onClose={() => undefined} />
    </InApp>,
  );
};

it('makes the start of every member once each has a host, and issues certificates where it is asked to', async () => {
  const issueCertificates = vi.fn(async ({ folder }: { readonly folder: string }) => issuedInto(folder));
  shown({ describe, issueCertificates });
  for (const at of [1, 2, 3]) {
    expect(describe).not.toHaveBeenCalled();
    await userEvent.type(await screen.findByRole('textbox', { name: `Host of member ${at}` }), `10.0.0.${at}`);
  }
  expect(await screen.findByText('ExecStart=etcd --name etcd-1')).toBeTruthy();
  expect(describe.mock.lastCall?.[0]).toMatchObject({
    tls: true,
    members: [{}, {}, { name: 'etcd-3', host: '10.0.0.3' }],
  });
  await userEvent.click(screen.getByRole('tab', { name: 'etcd-3' }));
  expect(screen.getByText('ExecStart=etcd --name etcd-3')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Issue certificates here…' }));
  const issued = await screen.findByText(/^Issued into \/tmp\/pki\./);
  expect(issued.textContent).toContain('valid until 2027-11-29, their CA until 2036-11-27');
  const row = within(screen.getByRole('table', { name: 'Where the files go' })).getByRole('row', { name: /server/ });
  expect(row.textContent).toBe('members/etcd-4/server.crtetcd-4/etc/etcd/pki/server.crt');
  expect(issueCertificates.mock.calls[0]?.[0]).toMatchObject({
    folder: '/tmp/pki',
    certificatesFolder: '/etc/etcd/pki',
  });
});

it('issues the certificates of one more member by a CA that is picked', async () => {
  const issueMemberCertificates = vi.fn(async (_order: unknown) => issuedInto('/tmp/pki/members/etcd-4'));
  shown({ issueMemberCertificates });
  await userEvent.click(await screen.findByRole('tab', { name: 'Certificates for one more member' }));
  const issue = screen.getByRole<HTMLButtonElement>('button', { name: 'Issue its certificates…' });
  expect(issue.disabled).toBe(true);
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'etcd-4');
  await userEvent.type(screen.getByRole('textbox', { name: 'Host' }), '10.0.0.4');
  await userEvent.click(issue);
  await screen.findByText(/^Issued into/);
  expect(issueMemberCertificates.mock.calls[0]?.[0]).toEqual({
    ...{ caFile: '/tmp/pki', name: 'etcd-4', hosts: ['10.0.0.4'], certificatesFolder: '/etc/etcd/pki' },
  });
});

it('says at the field which members have the same URL', async () => {
  const message = 'the peer URL https://a:2380 is both etcd-1’s and etcd-2’s';
  shown({
    describe: async () => {
      throw new EtcdeckError({ code: 'BadRequest', message, detail: { field: 'host', member: 1 } });
    },
  });
  for (const at of [1, 2, 3])
    await userEvent.type(await screen.findByRole('textbox', { name: `Host of member ${at}` }), 'a');
  await waitFor(() =>
    expect(screen.getByRole('textbox', { name: 'Host of member 2' }).getAttribute('aria-invalid')).toBe('true'),
  );
  expect(screen.getByText('The peer URL https://a:2380 is both etcd-1’s and etcd-2’s.')).toBeTruthy();
  expect(screen.queryByText('The request cannot be right.')).toBeNull();
});

it('keeps what was typed in this window', async () => {
  shown({ describe });
  await userEvent.click(await screen.findByRole('radio', { name: /^One member/ }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Host of member 1' }), 'a');
  cleanup();
  shown({ describe });
  expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Host of member 1' })).value).toBe('a');
  expect(screen.queryByRole('textbox', { name: 'Host of member 2' })).toBeNull();
});

it('says what is wrong with the members', async () => {
  shown({
    describe: async () => {
      throw new EtcdeckError({ code: 'BadRequest', message: 'two members are called etcd-1' });
    },
  });
  await userEvent.click(await screen.findByRole('radio', { name: /^One member/ }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Host of member 1' }), 'a');
  expect((await screen.findByRole('alert')).textContent).toContain('Two members are called etcd-1');
});

it('reads what a pasted configuration would start', async () => {
  const cluster: InitialCluster = {
    members: [{ name: 'a', peerURLs: ['http://10.0.0.1:2380'] }],
    token: null,
    state: 'new',
    name: 'b',
    checks: [],
    faults: ['its own name, b, is not in the list'],
  };
  const read = vi.fn(async (_request: { readonly text: string }) => cluster);
  shown({ read });
  await userEvent.click(await screen.findByRole('tab', { name: 'Read a configuration' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Configuration' }), 'initial-cluster: x');
  expect(await screen.findByText('its own name, b, is not in the list.')).toBeTruthy();
  await waitFor(() => expect(read.mock.lastCall?.[0]).toEqual({ text: 'initial-cluster: x' }));
  expect(screen.getByText('a http://10.0.0.1:2380')).toBeTruthy();
});
