import { describe, expect, it } from 'vitest';
import { commandTable } from '../contract/etcdctl-bridge/command-table.ts';
import { counterparts, insteadOfCommand, insteadOfOption, optionWords } from './etcdctl-words.ts';
import { createProgram } from './program.ts';
import { everyCommand, outlineOf } from './shells/outline.ts';

const program = createProgram(async () => undefined, { print: () => undefined, tell: () => undefined });
const commands = new Map(everyCommand(outlineOf(program)).map((each) => [each.path.join(' '), each]));

describe('a command of etcdctl', () => {
  it.each(Object.entries(counterparts))('%s has the counterparts %j', (name, here) => {
    expect(Object.keys(commandTable)).toContain(name);
    for (const one of here) expect([...commands.keys()]).toContain(one);
  });

  it.each([
    ['', ['endpoint', 'health'], 'endpoint health of etcdctl is etcdeck status'],
    ['', ['endpoint', '--endpoints', 'a:1', 'hashkv'], 'endpoint hashkv of etcdctl is etcdeck hashkv'],
    ['member', ['list'], 'member list of etcdctl is etcdeck status'],
    ['lease', ['timetolive', '1a'], 'lease timetolive of etcdctl is etcdeck lease list'],
    ['', ['compaction', '7'], 'compaction of etcdctl is etcdeck compact'],
    ['', ['version'], 'version of etcdctl is etcdeck --version'],
    ['', ['user', 'list'], 'there is no command for user list of etcdctl; the app does it: '],
    ['', ['txn', '-i'], 'there is no command for txn of etcdctl; the app does it: '],
    ['', ['lock', 'a'], 'etcdctl lock has no counterpart. It holds a lock for as long as a command runs'],
  ] as const)('beneath “%s” %j is named', (group, [word, ...rest], words) => {
    expect(insteadOfCommand(group, word, rest)).toContain(words);
  });

  it('is no other word', () => {
    expect(insteadOfCommand('', 'frobnicate', ['get'])).toBeNull();
    expect(insteadOfCommand('snapshot', 'list', [])).toBeNull();
    expect(insteadOfCommand('', 'constructor', [])).toBeNull();
  });
});

describe('an option of etcdctl', () => {
  it.each(Object.keys(optionWords))('%s is one, and none here', (name) => {
    const [, command = '', option = ''] = /^(.*) (--.*)$/.exec(name) ?? [];
    expect(commands.get(command)?.options.flatMap(({ names }) => names)).not.toContain(option);
    const whose = Object.entries(counterparts).filter(([, here]) => here.includes(command));
    const flags = whose.flatMap(([etcdctl]) => Object.keys(commandTable[etcdctl]?.flags ?? {}));
    expect(flags).toContain(option.slice(2));
  });

  it('is answered for its command alone', () => {
    expect(insteadOfOption('get', '--prefix')).toBe(
      'etcdeck get takes no --prefix: etcdeck ls PREFIX lists what is beneath a prefix',
    );
    expect(insteadOfOption('ls', '--prefix')).toBeNull();
    expect(insteadOfOption('get', '--nonsense')).toBeNull();
  });
});
