import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ConnectionStep } from '../../../contract/connections/diagnosis.ts';
import type { ConnectionsApi } from '../../../contract/connections.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { aConnection } from '../../testing/builders.ts';
import { InApp } from '../../testing/InApp.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { ConnectionScreen } from './ConnectionScreen.tsx';

afterEach(cleanup);
beforeEach(() => {
  window.location.hash = '#/new';
});

const field = (name: string): HTMLElement => screen.getByRole('textbox', { name });
const fill = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

async function aForm(connections: Partial<ConnectionsApi> = {}) {
  const save = vi.fn<ConnectionsApi['save']>(async ({ draft }) => aConnection(draft.name));
  const api = scriptedApi({ connections: { list: async () => [], save, ...connections } });
  render(
    <InApp api={api}>
      <ConnectionScreen mode="new" connection={null} />
    </InApp>,
  );
  await screen.findByRole('form', { name: 'New connection' });
  return { save };
}

it('saves what was typed and opens it', async () => {
  const { save } = await aForm();
  fill('Name', 'prod');
  fill('Endpoint 1', '10.0.4.11');
  fill('User', 'root');
  await userEvent.type(screen.getByLabelText('Password'), 'pw{Enter}');
  await waitFor(() => expect(window.location.hash).toBe('#/open/prod/cluster'));
  expect(save.mock.calls[0]?.[0]).toMatchObject({
    draft: { id: null, name: 'prod', endpoints: ['https://10.0.4.11:2379'], user: 'root' },
    secrets: { password: 'pw' },
  });
});

it('says what is missing, takes the operator there, and asks core nothing', async () => {
  const { save } = await aForm();
  await press('Save');
  expect(screen.getByText('Give the connection a name.')).toBeDefined();
  expect(screen.getByText('Give at least one endpoint.')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(field('Name')));
  expect(field('Name').getAttribute('aria-invalid')).toBe('true');
  expect(save).not.toHaveBeenCalled();
});

it('makes rows of a pasted list, and takes one away again', async () => {
  await aForm();
  fireEvent.paste(field('Endpoint 1'), { clipboardData: { getData: () => 'https://a:2379,https://b:2379' } });
  expect(screen.getAllByRole('textbox', { name: /^Endpoint/ })).toHaveLength(2);
  await press('Remove endpoint 1');
  expect(field('Endpoint 1')).toHaveProperty('value', 'https://b:2379');
});

it('hides TLS where TLS is off, and warns where nothing is verified', async () => {
  await aForm();
  await userEvent.click(screen.getByRole('button', { name: /^Verification/ }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Do not verify the members’ certificates' }));
  expect(screen.getByRole('alert').textContent).toContain('read and change everything');
  await userEvent.click(screen.getByRole('switch', { name: 'Use TLS' }));
  expect(screen.queryByRole('textbox', { name: 'CA certificate' })).toBeNull();
});

it('walks the test step by step, with what to do where one fails', async () => {
  const steps = fedStream<ConnectionStep>();
  await aForm({ test: (_request, options) => steps.open(options?.signal) });
  fill('Name', 'prod');
  fill('Endpoint 1', 'a');
  await press('Test');
  const panel = screen.getByRole('complementary', { name: 'Test' });
  await waitFor(() => expect(steps.opened()).toBe(1));
  const aStep = { step: 'tcp', endpoint: 'https://a:2379', detail: '', durationMs: null, failure: null } as const;
  steps.push({ ...aStep, state: 'running' });
  await within(panel).findByText('Connect');
  expect(within(panel).getByRole('status').textContent).toBe('Testing');
  const failure = { code: 'ConnectionRefused', message: 'ECONNREFUSED', retry: true } as const;
  steps.push({ ...aStep, state: 'failed', failure });
  steps.end();
  expect((await within(panel).findByRole('alert')).textContent).toContain('Nothing listens on that port.');
  await waitFor(() => expect(within(panel).getByRole('status').textContent).toBe('No endpoint works yet.'));
});

it('stops a test at its source', async () => {
  const steps = fedStream<ConnectionStep>();
  await aForm({ test: (_request, options) => steps.open(options?.signal) });
  fill('Name', 'prod');
  fill('Endpoint 1', 'a');
  await press('Test');
  await waitFor(() => expect(steps.opened()).toBe(1));
  await press('Stop');
  expect(steps.stopped()).toBe(1);
  expect(screen.getByText('The test was stopped')).toBeDefined();
});

it('keeps a stored password unless it is replaced or forgotten', async () => {
  const summary = aConnection('prod', { user: 'root' }, { hasPassword: true });
  const save = vi.fn<ConnectionsApi['save']>(async () => summary);
  const api = scriptedApi({ connections: { list: async () => [summary], save } });
  render(
    <InApp api={api}>
      <ConnectionScreen mode="edit" connection={summary.profile.id} />
    </InApp>,
  );
  await screen.findByRole('form', { name: 'Edit prod' });
  await press('Save');
  await waitFor(() => expect(save).toHaveBeenCalledTimes(1));
  expect(save.mock.lastCall?.[0].secrets).toEqual({});
  await press('Forget the stored password');
  await press('Save');
  await waitFor(() => expect(save).toHaveBeenCalledTimes(2));
  expect(save.mock.lastCall?.[0].secrets).toEqual({ password: '' });
});

it('shows at the field what core said of it, until the field is changed', async () => {
  const steps = fedStream<ConnectionStep>();
  await aForm({ test: (_request, options) => steps.open(options?.signal) });
  fill('Name', 'prod');
  fill('Endpoint 1', 'a');
  fill('CA certificate', '/pki/ca.crt');
  await press('Test');
  await waitFor(() => expect(steps.opened()).toBe(1));
  const failure = { code: 'FileNotFound', message: 'ENOENT', retry: false, detail: { file: '/pki/ca.crt' } } as const;
  steps.push({ step: 'files', endpoint: null, state: 'failed', detail: '', durationMs: 1, failure });
  steps.end();
  await waitFor(() => expect(field('CA certificate').getAttribute('aria-invalid')).toBe('true'));
  fill('CA certificate', '/pki/ca2.crt');
  expect(field('CA certificate').getAttribute('aria-invalid')).toBe('false');
});

it('takes PEM that is pasted for a path as text', async () => {
  const { save } = await aForm();
  const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
  fill('Name', 'prod');
  fill('Endpoint 1', 'a');
  fireEvent.paste(field('CA certificate'), { clipboardData: { getData: () => pem } });
  expect(field('CA certificate').tagName).toBe('TEXTAREA');
  await press('Save');
  await waitFor(() => expect(save).toHaveBeenCalled());
  expect(save.mock.calls[0]?.[0].draft.tls).toMatchObject({ caFile: null, caPem: pem });
});

it('keeps tags, each once', async () => {
  const { save } = await aForm();
  fill('Name', 'prod');
  fill('Endpoint 1', 'a');
  await userEvent.click(screen.getByRole('button', { name: /^Tags, keys and health/ }));
  await userEvent.type(field('Tags'), 'eu,payments{Enter}EU{Enter}');
  await press('Remove tag payments');
  await press('Save');
  await waitFor(() => expect(save).toHaveBeenCalled());
  expect(save.mock.calls[0]?.[0].draft.tags).toEqual(['eu']);
});

it('checks health only where the operator asks for it', async () => {
  const { save } = await aForm();
  fill('Name', 'prod');
  fill('Endpoint 1', 'a');
  await press('Save');
  await waitFor(() => expect(save).toHaveBeenCalledTimes(1));
  expect(save.mock.calls[0]?.[0].draft.checksHealth).toBe(false);
  await userEvent.click(screen.getByRole('button', { name: /^Tags, keys and health/ }));
  const choice = screen.getByRole('checkbox', { name: 'Check its health on the start screen' });
  expect(document.getElementById(choice.getAttribute('aria-describedby') ?? '')?.textContent).toContain('every 10 s');
  await userEvent.click(choice);
  await press('Save');
  await waitFor(() => expect(save).toHaveBeenCalledTimes(2));
  expect(save.mock.calls[1]?.[0].draft.checksHealth).toBe(true);
});

it('learns endpoints only where the operator asks for it', async () => {
  const { save } = await aForm();
  fill('Name', 'prod');
  fill('Endpoint 1', 'a');
  await userEvent.click(screen.getByRole('checkbox', { name: 'Learn more endpoints from the member list' }));
  await press('Save');
  await waitFor(() => expect(save).toHaveBeenCalledTimes(1));
  expect(save.mock.calls[0]?.[0].draft.learnsEndpoints).toBe(true);
});

it('finds endpoints by DNS, to be looked up again until they are kept', async () => {
  const discover = vi.fn<ConnectionsApi['discover']>(async () => [
    'https://a.example.net:2379',
    'https://b.example.net:1',
  ]);
  const { save } = await aForm({ discover });
  fill('Name', 'prod');
  await press('Find by DNS');
  fill('Domain', 'example.net');
  fill('Service', 'east');
  expect(screen.getByText(/_etcd-client-ssl-east\._tcp, else _etcd-client-east\._tcp/)).toBeDefined();
  await press('Find');
  const found = await screen.findByRole('list', { name: 'Endpoints found' });
  expect(discover).toHaveBeenCalledWith({ domain: 'example.net', service: 'east' });
  expect(within(found).getAllByRole('listitem')).toHaveLength(2);
  await press('Save');
  await waitFor(() => expect(save).toHaveBeenCalledTimes(1));
  expect(save.mock.calls[0]?.[0].draft).toMatchObject({
    endpoints: ['https://a.example.net:2379', 'https://b.example.net:1'],
    discovery: { domain: 'example.net', service: 'east' },
  });
  await press('Keep these instead');
  expect(field('Endpoint 2')).toHaveProperty('value', 'https://b.example.net:1');
  await press('Save');
  await waitFor(() => expect(save).toHaveBeenCalledTimes(2));
  expect(save.mock.calls[1]?.[0].draft.discovery).toBeNull();
});

it('says in its own words that a domain names no endpoint', async () => {
  const failure = {
    code: 'NameNotResolved',
    message: 'example.net: no record',
    detail: { domain: 'example.net' },
  } as const;
  await aForm({ discover: () => Promise.reject(new EtcdeckError(failure)) });
  await press('Find by DNS');
  fill('Domain', 'example.net');
  await press('Find');
  expect((await screen.findByRole('alert')).textContent).toContain('example.net names no endpoint that can be used.');
});

it('inspects the certificates of the form, and says what to do about them', async () => {
  const inspect = vi.fn<ConnectionsApi['inspect']>(async () => [
    {
      role: 'server',
      endpoint: 'https://a:2379',
      certificates: [],
      findings: [{ severity: 'error', code: 'NameMissing', message: 'It is for b, not for a.', certificate: 0 }],
      failure: null,
    },
  ]);
  await aForm({ inspect });
  fill('Name', 'prod');
  fill('Endpoint 1', 'a');
  await userEvent.click(screen.getByRole('tab', { name: 'Certificates' }));
  const panel = await screen.findByRole('complementary', { name: 'Certificates' });
  const chain = await within(panel).findByRole('region', { name: 'Shown by https://a:2379' });
  expect(chain.textContent).toContain('It is for b, not for a.');
  expect(chain.textContent).toContain('Dial a name that it lists');
  expect(inspect.mock.calls[0]?.[0].draft.endpoints).toEqual(['https://a:2379']);
  // The contract takes nothing else.
  expect(Object.keys(inspect.mock.calls[0]?.[0] ?? {})).toEqual(['draft', 'secrets']);
});
