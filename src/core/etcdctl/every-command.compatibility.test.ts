import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { commandGroups, commandTable, globalFlags, utilityFlags } from '../../contract/etcdctl-bridge/command-table.ts';
import { readEtcdctlLine } from '../../contract/etcdctl-bridge/read-line.ts';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';

const run = promisify(execFile);
const { etcdctl, etcdutl, version } = chosenEtcd();

interface Help {
  readonly path: string;
  readonly commands: readonly string[];
  readonly flags: readonly { readonly name: string; readonly takesValue: boolean }[];
}

/** Returns the help of a program and of every command below it. */
async function everyHelp(program: string, path = ''): Promise<readonly Help[]> {
  const { stdout } = await run(program, [...path.split(' ').filter(Boolean), '--help'], {
    env: { ...process.env, ETCDCTL_API: '3' },
  });
  const help = readHelp(path, stdout);
  const below: Help[] = [];
  for (const name of help.commands) below.push(...(await everyHelp(program, name)));
  return [help, ...below];
}

/** Reads the help of both kinds: that of cobra, and the pages of etcdctl before 3.6, which name commands whole. */
function readHelp(path: string, text: string): Help {
  let section: 'commands' | 'flags' | 'other' = 'other';
  const commands: string[] = [];
  const flags: { name: string; takesValue: boolean }[] = [];
  for (const line of text.split('\n')) {
    if (/^\S/.test(line)) {
      section = /commands?:?$/i.test(line)
        ? 'commands'
        : /^(?:global )?(?:flags|options):/i.test(line)
          ? 'flags'
          : 'other';
    } else if (section === 'commands') {
      const name = /^\s+([a-z0-9-]+(?: [a-z0-9-]+)?)(?=\s{2}|\t|\s[A-Z[])/.exec(line)?.[1];
      if (name !== undefined) commands.push(name.includes(' ') || path === '' ? name : `${path} ${name}`);
    } else if (section === 'flags') {
      const [, name, rest] = /^\s+(?:-\w, )?--([a-z0-9-]+)(.*)$/.exec(line) ?? [];
      if (name === undefined || rest === undefined) continue;
      flags.push({ name, takesValue: /^=/.test(rest) || /^ (?:string|strings|int|uint|duration|float)/.test(rest) });
    }
  }
  return { path, commands: commands.filter((name) => name !== path), flags };
}

/** Holds the help of a program against what is known of it, and returns how many commands and flags it has. */
async function lookAt(program: 'etcdctl' | 'etcdutl', file: string): Promise<readonly [number, number]> {
  const shared = program === 'etcdctl' ? globalFlags : utilityFlags;
  const unknown: string[] = [];
  let counted = 0;
  const helps = await everyHelp(file);
  const options = program === 'etcdctl' && helps.some(({ path }) => path === 'options');
  const own = options
    ? readHelp('', (await run(file, ['options'])).stdout.replace(/^The following options.*/, 'OPTIONS:')).flags
    : [];
  for (const { path, commands, flags } of [...helps, { path: '', commands: [], flags: own }]) {
    const row = path === '' || (commandGroups.has(path) && commands.length > 0) ? null : commandTable[path];
    if (row === undefined || row?.programs.includes(program) === false) unknown.push(path);
    for (const { name, takesValue } of flags) {
      counted += 1;
      // The group of endpoint has a flag of all of its commands.
      const known = row?.flags[name] ?? shared[name] ?? (path === 'endpoint' ? { takesValue: false } : undefined);
      if (known?.takesValue !== takesValue) unknown.push(`${path} --${name}`);
    }
  }
  expect(unknown).toEqual([]);
  return [helps.length, counted];
}

it.runIf(etcdctl !== null)(`knows every command and flag of etcdctl ${version}`, async () => {
  const [commands, flags] = await lookAt('etcdctl', etcdctl ?? '');
  expect(commands).toBeGreaterThan(45);
  expect(flags).toBeGreaterThan(90);
});

it.runIf(etcdutl !== null)(`knows every command and flag of etcdutl ${version}`, async () => {
  const [commands, flags] = await lookAt('etcdutl', etcdutl ?? '');
  expect(commands).toBeGreaterThan(8);
  expect(flags).toBeGreaterThan(20);
});

/** Arguments that every command takes, by the number it needs. */
const someArguments: Readonly<Record<string, string>> = {
  compaction: '5',
  'lease grant': '60',
  'lease revoke': '1234',
  'lease keep-alive': '1234',
  'lease timetolive': '1234',
  'downgrade enable': '3.5',
  'downgrade validate': '3.5',
  put: '/a b',
  'member add': 'm1 --peer-urls=http://a:2380',
  'member update': 'a1 --peer-urls=http://a:2380',
  'role grant-permission': 'r read /a',
  'role revoke-permission': 'r /a',
  'snapshot status': '/a.db',
  'snapshot restore': '/a.db',
};

it('bridges every command that is not named as not', () => {
  for (const [name, { programs, args, not }] of Object.entries(commandTable)) {
    const line = `${programs[0]} ${name} ${someArguments[name] ?? 'a1 '.repeat(args[0])}`;
    const read = readEtcdctlLine(line);
    if (not === null) expect([read?.command?.kind, read?.problems]).toEqual([name, []]);
    else expect(read).toMatchObject({ command: null, problems: [{ reason: expect.stringContaining(not) }] });
  }
});
