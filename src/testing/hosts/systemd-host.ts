import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hostProgram, type ProgramEnd } from './host-program.ts';
import type { HostBeginning, SupervisedHost } from './supervised-host.ts';
import { SupervisedMember } from './supervised-member.ts';
import { readUnit, type Unit } from './unit-file.ts';

const units = 'etc/systemd/system';
const runtime = 'run/systemd/system';
const dropInFolder = `${runtime}/etcd.service.d`;

/**
 * Stands for a host whose unit `etcd` systemd runs: `systemctl` stops it, reads its unit with what was dropped in, and
 * starts it as it was read last. It starts nothing by itself.
 */
export async function systemdHost(unit: string, { root, pid }: HostBeginning): Promise<SupervisedHost> {
  await mkdir(join(root, units), { recursive: true });
  await writeFile(join(root, units, 'etcd.service'), unit);
  const member = new SupervisedMember(join(root, 'etcd.log'), pid);
  let loaded = await load(root);
  const run = async (args: readonly string[]): Promise<ProgramEnd> => {
    switch (args.join(' ')) {
      case 'daemon-reload':
        loaded = await load(root);
        return done;
      case 'stop etcd':
        await member.stop();
        return done;
      case 'start --no-block etcd':
        await member.start(loaded.command, loaded.variables);
        return done;
      default:
        return { exitCode: 1, output: `systemctl: not known here: ${args.join(' ')}\n` };
    }
  };
  const bin = join(root, 'bin');
  const program = await hostProgram(bin, 'systemctl', run);
  return {
    bin,
    start: () => member.start(loaded.command, loaded.variables),
    placed: (line) => line.replaceAll(`/${runtime}`, join(root, runtime)),
    // A drop-in for joining is gone after the next boot; the member has its data by then.
    leftovers: async () => (await dropInsOf(root)).filter((name) => name !== 'recovery-join.conf'),
    close: program.close,
  };
}

const done: ProgramEnd = { exitCode: 0, output: '' };

async function dropInsOf(root: string): Promise<readonly string[]> {
  const names = await readdir(join(root, dropInFolder)).catch(() => []);
  return names.filter((name) => name.endsWith('.conf')).sort();
}

async function load(root: string): Promise<Unit> {
  const folder = join(root, dropInFolder);
  const files = [join(root, units, 'etcd.service'), ...(await dropInsOf(root)).map((name) => join(folder, name))];
  return readUnit(await Promise.all(files.map((file) => readFile(file, 'utf8'))));
}
