import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { liveKeys } from '../../../contract/key-source.ts';
import type { PlannedChange } from '../../../contract/planned-changes.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { MemoryKeyspace } from '../../testing/memory-keyspace.ts';
import { aKeysBody } from '../../testing/plan-builders.ts';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { PlannedStates } from './PlannedStates.tsx';

vi.mock('../../ui/DiffEditor.tsx', () => import('../../testing/plain-editors.tsx'));

afterEach(cleanup);

const { id } = anOpenConnection();
const change = (kind: PlannedChange['kind'], key: string): PlannedChange => ({
  ...{ kind, key: bytesOf(key), from: null, bytes: kind === 'delete' ? 0 : 5, expectedModRevision: 1 },
});

it('says of each key what it was, what it is and what is done, and reads the values of the chosen one', async () => {
  const [then, now] = [new MemoryKeyspace(), new MemoryKeyspace()];
  then.put('/a/1', 'was');
  now.put('/a/1', 'is');
  const api = scriptedApi({
    keys: {
      get: (request) =>
        (request.source.kind === 'live' && request.source.revision === 7 ? then : now).api.keys.get({
          ...request,
          source: liveKeys(id),
        }),
    },
    values: now.api.values,
  });
  const body = aKeysBody({
    counts: { create: 1, overwrite: 1, delete: 1, skip: 2 },
    samples: [change('overwrite', '/a/1'), change('create', '/a/2'), change('delete', '/a/3'), change('skip', '/a/4')],
  });
  render(
    <InWorkbench api={api}>
      <div style={{ height: 600 }}>
        <PlannedStates connection={id} from={liveKeys(id, 7)} body={body} />
      </div>
    </InWorkbench>,
  );
  const table = await screen.findByRole('grid', { name: 'Then, now and what is done' });
  expect(within(table).getByText('another value')).toBeTruthy();
  expect(within(table).getByText('created since')).toBeTruthy();
  expect(screen.getByText('and 1 more key')).toBeTruthy();
  await userEvent.click(within(table).getByText('/a/1'));
  const values = await screen.findByLabelText('Values now and then');
  expect(values.textContent).toContain('is');
});
