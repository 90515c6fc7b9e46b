import { expect, it, vi } from 'vitest';
import type { RequestOf } from '../../../../contract/api.ts';
import { EtcdeckError } from '../../../../contract/failure.ts';
import { liveKeys, pastRevision } from '../../../../contract/key-source.ts';
import type { ReportRow, ReportRowsNotice } from '../../../../contract/kubernetes-reports.ts';
import { aConnection } from '../../../testing/memory-keyspace.ts';
import { scriptedApi } from '../../../testing/scripted-api.ts';
import { bytesOf } from '../../../ui/byte-text.ts';
import { FigureRows } from './figure-rows.ts';

const aRow = (name: string): ReportRow => ({
  key: bytesOf(`/registry/secrets/shop/${name}`),
  ...{ resource: 'secrets', namespace: 'shop', name, apiVersion: 'v1', provider: null, keyName: null, lease: null },
  ...{ bytes: 3, writes: 1, managedFieldsBytes: 0, lastAppliedBytes: 0 },
});

function someRows(...answers: readonly (readonly (ReportRowsNotice | EtcdeckError)[])[]) {
  const left = [...answers];
  const reportRows = vi.fn(async function* (_request: RequestOf<'kubernetes.reportRows'>) {
    for (const notice of left.shift() ?? []) {
      if (notice instanceof EtcdeckError) throw notice;
      yield notice;
    }
  });
  const figure = { kind: 'encryption', resource: 'secrets', provider: null, keyName: null } as const;
  const source = liveKeys(aConnection, 7);
  const rows = new FigureRows(scriptedApi({ kubernetes: { reportRows } }), {
    source,
    registry: bytesOf('/registry/'),
    figure,
  });
  const names = () => rows.state.get().rows.map(({ name }) => name);
  return { rows, reportRows, names };
}

const ended = (next: Uint8Array | null = null, revision = 7): ReportRowsNotice => ({
  kind: 'ended',
  scanned: 2,
  next,
  revision,
});

it('reads a part, and then the next one, at the revision of the report', async () => {
  const next = aRow('a').key;
  const { rows, reportRows, names } = someRows(
    [{ kind: 'rows', rows: [aRow('a')] }, ended(next)],
    [{ kind: 'progress', scanned: 1 }, { kind: 'rows', rows: [aRow('b')] }, ended()],
  );
  await rows.goOn();
  expect(rows.state.get()).toMatchObject({ phase: 'ended', next });
  await rows.goOn();
  expect(rows.state.get()).toMatchObject({ phase: 'ended', next: null, scanned: 4, isOfNow: false });
  expect(names()).toEqual(['a', 'b']);
  expect(reportRows.mock.calls.map(([{ after, source }]) => [after, pastRevision(source)])).toEqual([
    [null, 7],
    [next, 7],
  ]);
});

it('reads what is there now when the revision of the report is compacted', async () => {
  const compacted = new EtcdeckError({ code: 'Compacted', message: 'compacted' });
  const { rows, reportRows } = someRows([compacted], [{ kind: 'rows', rows: [aRow('a')] }, ended(null, 90)]);
  await rows.goOn();
  expect(rows.state.get()).toMatchObject({ phase: 'ended', isOfNow: true, revision: 90, failure: null });
  expect(reportRows.mock.lastCall?.[0].source).toMatchObject({ revision: null });
});

it('keeps what it read when it fails, and tries that part again', async () => {
  const cut = new EtcdeckError({ code: 'Unavailable', message: 'gone' });
  const { rows, names } = someRows(
    [{ kind: 'rows', rows: [aRow('a')] }, cut],
    [{ kind: 'rows', rows: [aRow('a'), aRow('b')] }, ended()],
  );
  await rows.goOn();
  expect(rows.state.get()).toMatchObject({ phase: 'failed', failure: { code: 'Unavailable' } });
  await rows.goOn();
  expect(names()).toEqual(['a', 'b']);
});
