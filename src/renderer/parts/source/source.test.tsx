import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { formatRoute } from '../../state/route.ts';
import { aConnectionState } from '../../testing/builders.ts';
import { aFile, InFile } from '../../testing/InFile.tsx';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { placeOf, useSource } from './source.tsx';
import { atHead, readAt, readFromOneMember, sourceChoiceOf } from './source-choice.ts';

const { id } = anOpenConnection();

afterEach(() => {
  cleanup();
  sourceChoiceOf(id).update(() => atHead);
});

function Told() {
  const source = useSource();
  const { standing, notWritable, keys, origin } = source;
  return (
    <output>
      {JSON.stringify({
        standing,
        notWritable,
        keys,
        name: origin.name,
        watches: formatRoute(placeOf(source, 'watches', null)),
      })}
    </output>
  );
}

const told = async () => JSON.parse((await screen.findByRole('status')).textContent ?? '');

it('says at which moment a connection is read, by whose answer, and why nothing can be written', async () => {
  render(
    <InWorkbench api={scriptedApi({})}>
      <Told />
    </InWorkbench>,
  );
  expect(await told()).toMatchObject({ standing: 'head', notWritable: null, watches: '#/open/memory/watches' });
  act(() => readFromOneMember(id, true));
  expect(await told()).toMatchObject({ notWritable: 'noQuorum', keys: { isSerializable: true, revision: null } });
  act(() => readAt(id, 7));
  expect(await told()).toMatchObject({ standing: 'past', notWritable: 'past', keys: { revision: 7 } });
});

it('says that a connection is locked', async () => {
  const state = aConnectionState({ readOnly: { reason: 'production', unlockedUntil: null } });
  render(
    <InWorkbench api={scriptedApi({})} connection={anOpenConnection({ state })}>
      <Told />
    </InWorkbench>,
  );
  expect(await told()).toMatchObject({ standing: 'head', notWritable: 'locked' });
});

it('is a file, which has no screen that needs a cluster', async () => {
  render(
    <InFile api={scriptedApi({})}>
      <Told />
    </InFile>,
  );
  expect(await told()).toMatchObject({ standing: 'file', notWritable: 'file', keys: aFile, watches: '#/' });
});
