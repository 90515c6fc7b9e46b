import { describe, expect, it } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import { readScript } from './read-script.ts';

function failureOf(text: string): { readonly message: string; readonly line: unknown } {
  try {
    readScript(text);
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code !== 'BadRequest') throw error;
    return { message: error.message, line: error.detail?.line };
  }
  throw new Error('it was understood');
}

const stepsOf = (text: string) => readScript(text).map(({ step }) => step);
const act = (act: object) => ({ kind: 'act', act });

describe('readScript', () => {
  it('reads every act', () => {
    expect(
      stepsOf(`
# A lesson.
- kill: leader
- freeze: follower-2
- thaw: 7
- cut: [a, b]
- hold: {from: a, to: b}
- open: [a, b]
- delay: {between: [a, b], ms: 200}
- partition: [[a], [b, c]]
- partition: leader
- heal
- quota: {member: a, bytes: 16777216}
- quota: {member: a, bytes: null}
- upgrade: {member: follower, etcd: /opt/etcd-3.6}
- grow: d
- add-learner: {name: e, etcd: /opt/etcd}
- start-added: {name: f, peer-url: "https://192.0.2.14:2380"}
- promote: e
- remove: a
- move-leader: b
`),
    ).toEqual([
      act({ kind: 'kill', member: 'leader' }),
      act({ kind: 'freeze', member: 'follower-2' }),
      act({ kind: 'thaw', member: '7' }),
      act({ kind: 'link', from: 'a', to: 'b', both: true, state: 'cut', delayMs: 0 }),
      act({ kind: 'link', from: 'a', to: 'b', both: false, state: 'held', delayMs: 0 }),
      act({ kind: 'link', from: 'a', to: 'b', both: true, state: 'open', delayMs: 0 }),
      act({ kind: 'link', from: 'a', to: 'b', both: true, state: 'open', delayMs: 200 }),
      act({ kind: 'partition', groups: [['a'], ['b', 'c']] }),
      act({ kind: 'partition', groups: [['leader']] }),
      act({ kind: 'heal' }),
      act({ kind: 'quota', member: 'a', bytes: 16_777_216 }),
      act({ kind: 'quota', member: 'a', bytes: null }),
      act({ kind: 'version', member: 'follower', etcd: '/opt/etcd-3.6' }),
      act({ kind: 'grow', name: 'd', etcd: null }),
      act({ kind: 'addLearner', name: 'e', etcd: '/opt/etcd' }),
      act({ kind: 'startAdded', name: 'f', peerURL: 'https://192.0.2.14:2380', etcd: null }),
      act({ kind: 'promote', member: 'e' }),
      act({ kind: 'remove', member: 'a' }),
      act({ kind: 'moveLeader', to: 'b' }),
    ]);
  });

  it('reads what is asked, waited for and expected, with its line', () => {
    const steps = readScript(
      [
        '- wait: {leader: true, within: 30}',
        '- wait: 1.5',
        '- write:',
        '    key: a',
        '    value: 1',
        '    via: follower',
        '- expect: {write: written}',
        '- check: start',
        '- wait: {answered: 10}',
        '- experiment: reads',
        '- expect: {experiment: true}',
        '- expect: {state: {member-1: leader}}',
        '- undo',
        '- reset:',
      ].join('\n'),
    );
    expect(steps.map(({ line, text }) => `${line} ${text}`)).toEqual([
      '1 wait: {"leader":true,"within":30}',
      '2 wait: 1.5',
      '3 write: {"key":"a","value":1,"via":"follower"}',
      '7 expect: {"write":"written"}',
      '8 check: "start"',
      '9 wait: {"answered":10}',
      '10 experiment: "reads"',
      '11 expect: {"experiment":true}',
      '12 expect: {"state":{"member-1":"leader"}}',
      '13 undo',
      '14 reset',
    ]);
    expect(steps.map(({ step }) => step)).toEqual([
      { kind: 'wait', wait: { for: 'leader', present: true }, mostMs: 30_000 },
      { kind: 'wait', wait: { for: 'time' }, mostMs: 1_500 },
      { kind: 'write', key: 'a', value: '1', via: 'follower' },
      { kind: 'expect', expectation: { of: 'write', outcome: 'written' } },
      { kind: 'check', run: true },
      { kind: 'wait', wait: { for: 'answered', count: 10 }, mostMs: 60_000 },
      { kind: 'experiment', experiment: 'reads' },
      { kind: 'expect', expectation: { of: 'experiment', asPromised: true } },
      { kind: 'expect', expectation: { of: 'state', states: [['member-1', 'leader']] } },
      { kind: 'undo' },
      { kind: 'reset' },
    ]);
  });

  it('names the line and what is wrong', () => {
    expect(failureOf('- heal\n- kil: leader')).toEqual({
      message: expect.stringMatching(/^line 2: there is no step "kil"; there are stop, kill, /),
      line: 2,
    });
    expect(failureOf('- heal\n\n- kill: [a, b]').message).toBe(
      'line 3: kill takes a member, as "leader", "follower" or "member-1"',
    );
    expect(failureOf('- heal: now').message).toBe('line 1: heal takes nothing');
    expect(failureOf('- kill:').message).toMatch(/^line 1: kill takes a member/);
    expect(failureOf('- wait: 3600').message).toMatch(/^line 1: wait takes a number of seconds \(600 at most\)/);
    expect(failureOf('kill: leader').message).toBe('line 1: a script is a list of steps, as "- kill: leader"');
    expect(failureOf('').message).toMatch(/^line 1: a script is a list/);
    expect(failureOf('- {kill: a, heal: null}').message).toMatch(/^line 1: a step is one word/);
    expect(failureOf('- kill: "leader\n- heal').message).toMatch(/^line \d: this is no YAML/);
    expect(failureOf('- constructor').message).toMatch(/there is no step "constructor"/);
  });

  it('refuses what costs too much to read', () => {
    expect(failureOf(`- kill: ${'['.repeat(5_000)}`).message).toMatch(/nested too deep/);
    expect(failureOf('- heal\n'.repeat(1_001)).message).toMatch(/1000 steps at most/);
    const bomb = ['- &a [x, x, x, x, x, x, x, x, x]'];
    for (const [one, other] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh'])
      bomb.push(`- &${other} [${`*${one}, `.repeat(9)}]`);
    expect(() => readScript(bomb.join('\n'))).toThrow(EtcdeckError);
  });
});
