import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { snapshotKeys } from '../../../contract/key-source.ts';
import { formatRoute } from '../../state/route.ts';
import { aConnection } from '../../testing/builders.ts';
import { aFile, InFile } from '../../testing/InFile.tsx';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { placeOf, useSource } from './source.tsx';
import { atHead, readAt, readFromOneMember, sourceChoiceOf } from './source-choice.ts';
import { sourceIdOf } from './source-id.ts';

const { id } = anOpenConnection();

afterEach(() => {
  cleanup();
  sourceChoiceOf(id).update(() => atHead);
});

function Told() {
  const source = useSource();
  const { standing, keys, origin } = source;
  return (
    <output>
      {JSON.stringify({
        standing,
        keys,
        name: origin.name,
        watches: formatRoute(placeOf(source, 'watches', null)),
      })}
    </output>
  );
}

const told = async () => JSON.parse((await screen.findByRole('status')).textContent ?? '');

it('says at which moment a connection is read, by whose answer', async () => {
  render(
    <InWorkbench api={scriptedApi({})}>
      <Told />
    </InWorkbench>,
  );
  expect(await told()).toMatchObject({ standing: 'head', watches: '#/open/memory/watches' });
  act(() => readFromOneMember(id, true));
  expect(await told()).toMatchObject({ standing: 'head', keys: { isSerializable: true, revision: null } });
  act(() => readAt(id, 7));
  expect(await told()).toMatchObject({ standing: 'past', keys: { revision: 7 } });
});

it('is read after a reload at the moment, and in the way, that the window left', async () => {
  const moment = { revision: 7, gap: null, isSerializable: true };
  window.sessionStorage.setItem('etcdeck.source/reloaded', JSON.stringify(moment));
  const { profile } = aConnection('reloaded');
  render(
    <InWorkbench api={scriptedApi({})} connection={anOpenConnection({ id: profile.id, profile })}>
      <Told />
    </InWorkbench>,
  );
  expect(await told()).toMatchObject({ standing: 'past', keys: { revision: 7, isSerializable: true } });
});

it('is a file, which has no screen that needs a cluster', async () => {
  render(
    <InFile api={scriptedApi({})}>
      <Told />
    </InFile>,
  );
  expect(await told()).toMatchObject({ standing: 'file', keys: aFile, watches: '#/' });
});

it('is a snapshot at the moment that was chosen for it, and stays a file', async () => {
  const keys = snapshotKeys('/backups/prod.db');
  render(
    <InFile api={scriptedApi({})} keys={keys}>
      <Told />
    </InFile>,
  );
  expect(await told()).toMatchObject({ standing: 'file', keys });
  act(() => readAt(sourceIdOf(keys), 7));
  expect(await told()).toMatchObject({ standing: 'file', keys: { ...keys, revision: 7 } });
});
