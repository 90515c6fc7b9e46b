import { afterEach, expect, it } from 'vitest';
import type { MemberId } from '../../../contract/ids.ts';
import { openConnection, type TestConnection } from '../../../testing/open-connection.ts';
import type { SeenWorld } from '../world.ts';
import { memberOperation } from './member-act.ts';

let test: TestConnection | null = null;
afterEach(() => test?.close());

it('is of unknown outcome where a member has confirmed a change and none returns the member list', async () => {
  const endpoint = 'http://127.0.0.1:1';
  test = openConnection({ endpoints: [endpoint], tls: null, user: null, password: null });
  const { client } = test.open.require(test.id);
  const id = 'a1' as MemberId; // made up
  const member = { id, name: 'etcd-1', peerURLs: [], isLearner: false, isStarted: true, isLeader: true };
  const world = { members: [{ ...member, isAnswering: true, version: '3.5.30', behind: 0 }] };
  // Only what a change reads of it.
  const seen = { world, members: [], isListCurrent: true, status: { members: [] }, leader: { id, endpoint } };
  let sent = 0;
  const operation = memberOperation(
    { client, ask: () => Promise.reject(new Error('not asked')), look: async () => seen as unknown as SeenWorld },
    {
      step: {
        ...{
          name: 'Add etcd-2',
          target: { kind: 'cluster' as const, text: 'the cluster' },
          onFailure: 'stop' as const,
        },
        ...{ precondition: 'A quorum answers', settledBy: 'asking for the member list', expectedMs: null },
      },
      change: { kind: 'update', member: id },
      verdict: () => 'done',
      refuse: () => undefined,
      async send() {
        sent += 1;
      },
    },
  );
  await expect(operation.run(new AbortController().signal, new AbortController().signal)).rejects.toMatchObject({
    code: 'OutcomeUnknown',
    detail: { answer: 'confirmed' },
    message: 'a member has confirmed it, and no member has returned the member list since',
  });
  expect(sent).toBe(1);
});
