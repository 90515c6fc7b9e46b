import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCli, type Cli } from '../testing/cli-process.ts';
import { chosenEtcd } from '../testing/etcd-binaries.ts';

let cli: Cli;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-cli-lab-'));
  cli = await buildCli(folder, { hasWorker: true });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const etcd = (): string => dirname(chosenEtcd().etcd);

async function script(name: string, ...lines: readonly string[]): Promise<string> {
  const file = join(folder, `${name}.yaml`);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

/** Each printed line, as what it says. */
const linesOf = (stdout: string): readonly Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The folders of labs that are still there. */
const left = async (): Promise<readonly string[]> => await readdir(join(folder, 'sandboxes')).catch(() => []);

/** Whether a process is there. */
function isRunning(pid: unknown): boolean {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch {
    return false;
  }
}

describe('etcdeck lab', () => {
  it('plays a script, prints an observed event a line, and leaves nothing', async () => {
    const lesson = await script(
      'lesson',
      '# Kill the leader, and see that nothing is lost.',
      '- wait: {leader: true}',
      '- check: start',
      '- write: {key: a, value: b, via: follower}',
      '- expect: {write: written}',
      '- kill: leader',
      '- wait: {leader: true}',
      '- expect: {leader: true}',
      '- undo',
      '- wait: {level: true}',
      '- wait: {answered: 3}',
      '- check: stop',
      '- expect: {check: linearizable}',
    );
    const { exitCode, stdout, stderr } = await cli.run([
      ...['lab', '--members', '3', '--etcd', etcd(), '--run', lesson, '-w', 'json'],
    ]);
    expect({ exitCode, stderr }, stdout).toEqual({ exitCode: 0, stderr: '' });
    const lines = linesOf(stdout);
    const kinds = lines.map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['lab', 'step', 'write', 'act', 'leaderGone', 'leaderElected', 'check']),
    );
    expect(lines.filter(({ kind }) => kind === 'expected').map(({ line, met }) => [line, met])).toEqual([
      [5, true],
      [8, true],
      [13, true],
    ]);
    const elected = lines.findLast(({ kind }) => kind === 'leaderElected');
    expect(elected).toMatchObject({ afterMs: expect.any(Number), term: expect.any(Number) });
    const sequence = lines.flatMap(({ seq }) => (typeof seq === 'number' ? [seq] : []));
    expect(sequence).toEqual([...sequence].sort((one, other) => one - other));
    expect(await left()).toEqual([]);
  });

  it('ends with 1 where something is not as expected, and says what was found', async () => {
    const file = await script('missed', '- wait: {leader: true}', '- expect: {leader: false}', '- remove: nobody');
    const { exitCode, stdout, stderr } = await cli.run(['lab', '--members', '1', '--etcd', etcd(), '--run', file]);
    expect(stdout).toMatch(/NOT as expected: member-1 leads\n/);
    expect(stderr).toMatch(/line 3: the lab has no member nobody/);
    expect(exitCode).toBe(1);
    expect(await left()).toEqual([]);
  });

  it('starts nothing for a script or flags that are wrong', async () => {
    const file = await script('wrong', '- heal', '- kil: leader');
    const { exitCode, stdout, stderr } = await cli.run(['lab', '--run', file, '-w', 'json']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(JSON.parse(stderr).error).toMatchObject({ code: 'BadRequest', message: expect.stringMatching(/^line 2: /) });
    expect(await cli.run(['lab', '--members', '8'])).toMatchObject({ exitCode: 2 });
    expect(await cli.run(['lab', '--run', join(folder, 'none.yaml')])).toMatchObject({ exitCode: 2 });
    expect(await cli.run(['--endpoints', 'http://127.0.0.1:1', 'lab'])).toMatchObject({ exitCode: 2 });
  });

  it('is stopped from the keyboard in the middle of a step, and leaves no process and no file', async () => {
    const file = await script('long', '- wait: {leader: true}', '- wait: 600');
    const { child, ended } = cli.start(['lab', '--etcd', etcd(), '--run', file, '-w', 'json']);
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
    });
    await expect.poll(() => shown, { timeout: 60_000 }).toMatch(/"line":2/);
    const { members } = JSON.parse(shown.slice(0, shown.indexOf('\n')));
    expect(members).toHaveLength(3);
    expect(members.every((member: { readonly pid: unknown }) => isRunning(member.pid))).toBe(true);
    child.kill('SIGINT');
    expect((await ended).exitCode).toBe(130);
    expect(members.some((member: { readonly pid: unknown }) => isRunning(member.pid))).toBe(false);
    expect(await left()).toEqual([]);
  });
});
