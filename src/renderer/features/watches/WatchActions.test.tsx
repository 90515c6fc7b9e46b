import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Api } from '../../../contract/api.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { RecordNotice, RecordRequest, WatchEvent, WatchNotice } from '../../../contract/watches.ts';
import { InWorkbench } from '../../testing/InWorkbench.tsx';
import { aConnection, MemoryKeyspace, unrecorded } from '../../testing/memory-keyspace.ts';
import { fedStream, type Script, scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf, toHex } from '../../ui/byte-text.ts';
import { WatchesScreen } from './WatchesScreen.tsx';
import { modelOf, type WatchesModel } from './watches-model.ts';

const models: WatchesModel[] = [];

afterEach(() => {
  cleanup();
  // What runs on would be remembered for the next test.
  for (const model of models.splice(0)) for (const { id } of model.store.get().watches) model.close(id);
});
beforeEach(() => {
  window.location.hash = '#/open/memory/watches';
});

/** The screen on a desktop, with a watch of everything. */
async function watching(script: Script): Promise<ReturnType<typeof userEvent.setup>> {
  const api = scriptedApi(script, { nativeDialogs: true, nativeNotifications: true });
  models.push(modelOf(api, aConnection));
  const user = userEvent.setup();
  render(
    <InWorkbench api={api}>
      <WatchesScreen />
    </InWorkbench>,
  );
  await user.click(await screen.findByRole('button', { name: 'New watch' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Start watch' }));
  return user;
}

const events = () => screen.getByRole('grid', { name: 'Events' });
const details = () => screen.getByRole('complementary', { name: 'Event details' });

const rows = (): readonly string[] =>
  within(events())
    .getAllByRole('row')
    .slice(1)
    .map(({ textContent }) => textContent ?? '');

const aPut = (key: string, value: string, modRevision: number, version = 2): WatchEvent => ({
  type: 'put',
  entry: {
    key: bytesOf(key),
    value: bytesOf(value),
    createRevision: 1,
    modRevision,
    version,
    lease: null,
    isMasked: false,
    bytes: value.length,
  },
  previous: null,
});

const told = (...changes: readonly WatchEvent[]): readonly WatchNotice[] =>
  changes.map((event) => ({ kind: 'event', event }));

/** A watch that a test feeds, beside the keyspace. */
function fedWatch(): { readonly script: Script; readonly push: (...notices: readonly WatchNotice[]) => void } {
  const { open, push } = fedStream<WatchNotice>();
  const watch: Api['watches']['watch'] = (_, options) => open(options?.signal);
  return { script: { ...new MemoryKeyspace().api, watches: { watch, record: unrecorded } }, push };
}

describe('a file', () => {
  it('is exported and recorded into where the operator chooses, and its end is said', async () => {
    const keyspace = new MemoryKeyspace();
    const asked: RecordRequest[] = [];
    const written = fedStream<RecordNotice>();
    const record: Api['watches']['record'] = (request, options) => {
      asked.push(request);
      return written.open(options?.signal);
    };
    const files = ['/tmp/events.ndjson', null, '/tmp/all.ndjson', '/tmp/taken.ndjson'];
    const pick: Api['files']['pick'] = async () => ({ file: files.shift() ?? null });
    const { watches } = keyspace.api;
    const user = await watching({ ...keyspace.api, watches: { ...watches, record }, files: { pick } });
    const exporting = screen.getByRole('button', { name: 'Export…' });
    expect(exporting).toHaveProperty('disabled', true);
    keyspace.put('/a', 'x');
    await waitFor(() => expect(exporting).toHaveProperty('disabled', false));

    await user.click(exporting);
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]).toMatchObject({ file: '/tmp/events.ndjson', startRevision: 2, untilRevision: 2, reveal: false });
    written.push({ kind: 'progress', events: 1, bytes: 100, compactRevision: null });
    await screen.findByText('Exporting to /tmp/events.ndjson: 1 event, 100 B.');
    written.push({ kind: 'recorded', events: 1, bytes: 100, compactRevision: 1 });
    written.end();
    await screen.findByText(/^Exported to .* History up to revision 1 was compacted and is not in it\.$/);
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText(/^Exported to/)).toBeNull();

    // Nobody chose a file.
    await user.click(exporting);
    await user.click(screen.getByRole('button', { name: 'Record…' }));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]).toMatchObject({ file: '/tmp/all.ndjson', startRevision: 2, untilRevision: null });
    written.push({ kind: 'progress', events: 7, bytes: 700, compactRevision: null });
    await screen.findByText('Recording into /tmp/all.ndjson: 7 events, 700 B.');
    await user.click(screen.getByRole('button', { name: 'Stop recording' }));
    await screen.findByText('Recorded into /tmp/all.ndjson: 7 events, 700 B.');

    await user.click(screen.getByRole('button', { name: 'Record…' }));
    await waitFor(() => expect(asked).toHaveLength(3));
    written.fail(new EtcdeckError({ code: 'FileExists', message: 'there is one' }));
    await screen.findByText(/^The recording has ended\. .*No file was written\.$/);
  });
});

it('tells the desktop of what fits the filter, until it is switched off', async () => {
  const keyspace = new MemoryKeyspace();
  const notices: string[] = [];
  const notify: Api['settings']['notify'] = async ({ title, lines }) => {
    notices.push(`${title}: ${lines.join(', ')}`);
    return {};
  };
  const user = await watching({ ...keyspace.api, settings: { notify } });
  await user.type(screen.getByRole('textbox', { name: 'Filter by key' }), 'web');
  const notifying = screen.getByRole('switch', { name: 'Notify' });
  await user.click(notifying);
  await waitFor(() => expect(notifying).toHaveProperty('checked', true));
  keyspace.put('/db', 'secret value');
  keyspace.put('/web', 'secret value');
  await waitFor(() => expect(notices).toEqual(['Every key: 1 change: put /web']));
  await user.click(notifying);
  await waitFor(() => expect(notifying).toHaveProperty('checked', false));
});

it('groups the changes of one transaction, and leads from one to the others', async () => {
  const { script, push } = fedWatch();
  const user = await watching(script);
  push({ kind: 'started', revision: 1 });
  push(...told(aPut('/a', '1', 4), aPut('/b', '2', 5), aPut('/c', '3', 5), aPut('/d', '4', 5)));
  await waitFor(() => expect(rows()).toHaveLength(5));
  expect(rows().slice(0, 4)).toEqual([
    expect.stringMatching(/^5 \+2.*\/d4$/),
    expect.stringMatching(/^5 \+1.*\/c3$/),
    expect.stringMatching(/^5\d.*\/b2$/),
    expect.stringMatching(/^4\d.*\/a1$/),
  ]);
  await user.click(within(events()).getByText('/c'));
  const together = await within(details()).findByRole('group', { name: 'The same transaction' });
  expect(together.textContent).toContain('One transaction changed 3 of the keys that are listed:');
  await user.click(within(together).getByRole('button', { name: '/b' }));
  await waitFor(() => expect(details().textContent).toContain('/b'));
  await within(await within(details()).findByRole('group', { name: 'The same transaction' })).findByRole('button', {
    name: '/d',
  });
  await user.click(within(events()).getByText('/a'));
  await waitFor(() => expect(screen.queryByRole('group', { name: 'The same transaction' })).toBeNull());
});

it('marks in the list where the line was cut, and where history is gone', async () => {
  const { script, push } = fedWatch();
  await watching(script);
  push({ kind: 'started', revision: 1 }, ...told(aPut('/a', '1', 4)));
  await screen.findByText('/a');
  const failure = { code: 'ConnectionCut', message: 'cut', retry: true } as const;
  push({ kind: 'reconnecting', failure });
  await screen.findByText('reconnecting');
  push({ kind: 'resumed', endpoint: 'http://127.0.0.1:2379', fromRevision: 5 }, ...told(aPut('/b', '2', 5)));
  await screen.findByText('live');
  push({ kind: 'reconnecting', failure }, { kind: 'resumed', endpoint: 'http://127.0.0.1:2379', fromRevision: 6 });
  push({ kind: 'compacted', compactRevision: 9 });
  await screen.findByText('ended: compacted');
  await waitFor(() =>
    expect(rows()).toEqual([
      'History up to revision 9 was compacted: events in it are lost, and the watch has ended.',
      'Resumed from revision 6 at http://127.0.0.1:2379. Nothing was lost.',
      expect.stringMatching(/^Reconnecting\. /),
      expect.stringContaining('/b'),
      'Resumed from revision 5 at http://127.0.0.1:2379. Nothing was lost.',
      expect.stringMatching(/^Reconnecting\. /),
      expect.stringContaining('/a'),
      'Watching from revision 1.',
    ]),
  );
  await screen.findByText(/What happened in revisions 6 to 9 was compacted and is lost\./);
});

describe('an object of Kubernetes', () => {
  const yaml = (replicas: number): string =>
    `kind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: ${replicas}\n`;

  it('is compared as YAML without its managed fields, and leads to the key and to the object', async () => {
    const keyspace = new MemoryKeyspace();
    const forms: boolean[] = [];
    const decode: Api['values']['decode'] = async ({ value, showsManagedFields }) => {
      forms.push(showsManagedFields);
      return {
        codec: 'kubernetes',
        codecs: ['kubernetes', 'hex'],
        text: yaml(value[3] ?? 0),
        language: 'yaml',
        canEncode: true,
        notes: [],
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
      };
    };
    const registries: Api['kubernetes']['registries'] = async () => [{ prefix: bytesOf('/registry/'), isKine: false }];
    const user = await watching({
      ...keyspace.api,
      values: { ...keyspace.api.values, decode },
      kubernetes: { registries },
    });
    const key = '/registry/deployments/shop/web';
    keyspace.put(key, Uint8Array.of(0x6b, 0x38, 0x73, 3));
    keyspace.put(key, Uint8Array.of(0x6b, 0x38, 0x73, 5));
    await user.click(await screen.findByText('Deployment web: spec.replicas 3 → 5'));
    const values = await within(details()).findByRole('group', { name: 'Value before and after' });
    expect(values.querySelector('[data-side=before]')?.textContent).toBe(yaml(3));
    expect(values.querySelector('[data-side=after]')?.textContent).toBe(yaml(5));
    expect(new Set(forms)).toEqual(new Set([false]));

    await user.click(await within(details()).findByRole('button', { name: 'Show in Kubernetes' }));
    expect(window.location.hash).toBe(`#/open/memory/kubernetes/${toHex(bytesOf(key))}`);
    await user.click(within(details()).getByRole('button', { name: 'Show in Keys' }));
    expect(window.location.hash).toBe(`#/open/memory/keys/${toHex(bytesOf(key))}`);
  });
});
