import { describe, expect, it } from 'vitest';
import type { ObservedMessage } from '../lab-world.ts';
import { WriteTrace } from './write-trace.ts';

const own = Uint8Array.of(1);
const other = Uint8Array.of(2);

let at = 0;
function message(kind: ObservedMessage['kind'], way: string, more: Partial<ObservedMessage> = {}): ObservedMessage {
  const [from = '', to = ''] = way.split(' ');
  at += 1;
  return {
    ...{ at, from, to, kind, bytes: 1, term: 2, index: 0, commit: 0, entries: null, isRejected: false },
    ...more,
  };
}
const entries = (first: number, ...data: readonly Uint8Array[]) => ({
  entries: { first, last: first === 0 ? 0 : first + data.length - 1, data },
});

function traced(voters = ['m1', 'm2', 'm3']) {
  const trace = new WriteTrace(
    (data) => data[0] === own[0],
    () => voters,
  );
  const take = (...messages: readonly ObservedMessage[]) =>
    messages.flatMap((one) => trace.take(one)).map(({ step, member, peer, index }) => [step, member, peer, index]);
  return { trace, take };
}

describe('a write that is followed by its entry', () => {
  it('is forwarded, sent to each, acknowledged, and committed once the leader says so', () => {
    const { trace, take } = traced();
    expect(
      take(
        message('MsgProp', 'm2 m1', entries(0, own)),
        message('MsgApp', 'm1 m2', { ...entries(9, other, own), commit: 8 }),
        message('MsgApp', 'm1 m3', { ...entries(9, other, own), commit: 8 }),
        message('MsgAppResp', 'm3 m1', { index: 9 }),
        message('MsgAppResp', 'm3 m1', { index: 10 }),
        message('MsgHeartbeat', 'm1 m3', { commit: 9 }),
        message('MsgHeartbeat', 'm1 m3', { commit: 10 }),
        message('MsgAppResp', 'm2 m1', { index: 12 }),
      ),
    ).toEqual([
      ['forwarded', 'm2', 'm1', null],
      ['appendSent', 'm1', 'm2', 10],
      ['appendSent', 'm1', 'm3', 10],
      ['acknowledged', 'm3', 'm1', 10],
      ['committed', 'm1', null, 10],
      ['acknowledged', 'm2', 'm1', 10],
    ]);
    expect(trace.index).toBe(10);
  });

  it('is committed by acknowledgements of a majority beside the leader, whose own disk nobody sees', () => {
    const { take } = traced(['m1', 'm2', 'm3', 'm4', 'm5']);
    take(message('MsgApp', 'm1 m2', entries(5, own)));
    const acks = ['m2', 'm3', 'learner', 'm4'].map((name) => message('MsgAppResp', `${name} m1`, { index: 5 }));
    expect(take(...acks).map(([step, member]) => `${step} ${member}`)).toEqual([
      'acknowledged m2',
      'acknowledged m3',
      'acknowledged learner',
      'acknowledged m4',
      'committed m1',
    ]);
  });

  it('takes nothing of others for its own', () => {
    const { take, trace } = traced();
    const none = take(
      message('MsgProp', 'm2 m1', entries(0, other)),
      message('MsgApp', 'm1 m2', entries(9, other)),
      message('MsgAppResp', 'm2 m1', { index: 9 }),
      message('MsgHeartbeat', 'm1 m2', { commit: 99 }),
    );
    expect(none).toEqual([]);
    expect(trace.index).toBeNull();
  });

  it('is not acknowledged by a rejection, to another member, or in another term', () => {
    const { take } = traced();
    take(message('MsgApp', 'm1 m2', entries(9, own)));
    const none = take(
      message('MsgAppResp', 'm2 m1', { index: 9, isRejected: true }),
      message('MsgAppResp', 'm2 m3', { index: 9 }),
      message('MsgAppResp', 'm2 m1', { index: 9, term: 3 }),
      message('MsgHeartbeat', 'm3 m2', { commit: 9, term: 3 }),
    );
    expect(none).toEqual([]);
  });

  it('has no place any more where a new leader gives it to another entry', () => {
    const { take, trace } = traced();
    take(message('MsgApp', 'm1 m2', entries(9, own)));
    expect(take(message('MsgApp', 'm3 m2', { ...entries(8, other, other), term: 3 }))).toEqual([]);
    expect(trace.index).toBeNull();
    expect(take(message('MsgHeartbeat', 'm1 m2', { commit: 9 }))).toEqual([]);
  });

  it('keeps its place where a new leader sends more entries than are told of', () => {
    const { take, trace } = traced();
    take(message('MsgApp', 'm1 m2', entries(9, own)));
    const many = { first: 7, last: 400, data: [other, other] };
    expect(take(message('MsgApp', 'm3 m2', { entries: many, term: 3 }))).toEqual([]);
    expect(trace.index).toBe(9);
  });

  it('goes on under a new leader that has it', () => {
    const { take, trace } = traced();
    take(message('MsgApp', 'm1 m2', entries(9, own)));
    expect(
      take(
        message('MsgApp', 'm2 m3', { ...entries(9, own, other), term: 3 }),
        message('MsgAppResp', 'm3 m2', { index: 10, term: 3 }),
        message('MsgApp', 'm2 m3', { commit: 10, term: 3 }),
      ),
    ).toEqual([
      ['appendSent', 'm2', 'm3', 9],
      ['acknowledged', 'm3', 'm2', 9],
      ['committed', 'm2', null, 9],
    ]);
    expect(trace.leader).toBe('m2');
  });
});
