import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSnapshot } from '../../../src/core/snapshot-files/read-snapshot.ts';
import { etcdBinaries } from '../../../src/testing/etcd-binaries.ts';
import { orphanGuard } from '../../../src/testing/orphan-guard.ts';
import { testPorts, testWorkerFile } from '../../../src/testing/ports.ts';
import { seeded } from '../../../src/testing/random.ts';
import { writeBolt } from '../../../src/testing/snapshots/bolt-writer.ts';
import { damaged } from '../../../src/testing/snapshots/damages.ts';
import { etcdBuckets, type StoredRevision } from '../../../src/testing/snapshots/etcd-database.ts';
import { readHere } from '../../../src/testing/snapshots/read-here.ts';
import { writeSmallDatabase } from '../../../src/testing/snapshots/small-database.ts';
import { measureCommand } from '../keyspace-server.mjs';
import { median } from '../samples.mjs';
import type { Figure } from '../table.mjs';

const millionKeys = 1_000_000;
const rounds = 5;
const damages = 200;

/** Keys as Kubernetes has them, one version or more of each. */
function* revisionsOf(keys: number, perKey: number, valueBytes: number): Generator<StoredRevision, void> {
  const resources = ['pods', 'configmaps', 'secrets', 'events'];
  for (let version = 1, main = 2; version <= perKey; version++) {
    for (let turn = 0; turn < keys; turn++, main++) {
      const n = (turn * 7_919) % keys;
      const key = `/registry/${resources[n % 4]}/namespace-${n % 997}/object-${n.toString(36)}-${(n * 7).toString(16)}`;
      const value = Buffer.alloc(valueBytes, `value ${n} ${version} `);
      yield { main, key, value, version, createRevision: 2 + turn };
    }
  }
}

/**
 * What reading a snapshot costs beside etcdutl: checked and indexed, from a cold disk, in memory, and damaged. `keys` is
 * how many it has; the large one has a fifth of them, twice, with values of 2 kB. `cli` is the built command line.
 */
export async function* measureFiles(keys: number, cli: string): AsyncGenerator<Figure> {
  const etcdutl = etcdBinaries().find((etcd) => etcd.etcdutl !== null)?.etcdutl ?? null;
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-bench-snapshot-files-'));
  orphanGuard.folder(folder);
  const settings = join(folder, 'settings');
  await mkdir(settings, { mode: 0o700 });
  const status = (file: string) =>
    // The settings of whoever runs this stay as they are.
    measureCommand('env', [`ETCDECK_CONFIG_DIR=${settings}`, process.execPath, cli, 'snapshot', 'status', file]);
  const byEtcd = async (file: string): Promise<number | undefined> =>
    etcdutl === null ? undefined : (await measureCommand(etcdutl, ['snapshot', 'status', file])).tookMs / 1_000;
  const referenceOf = (seconds: number | undefined) => (seconds === undefined ? {} : { reference: seconds });
  const isWhole = keys === millionKeys;
  const mebibytes = (file: string): string => `${(statSync(file).size / 2 ** 20).toFixed(0)} MiB`;

  const small = join(folder, 'small.db');
  writeSmallDatabase(small);
  const many = join(folder, 'many.db');
  writeBolt(many, etcdBuckets({ revisions: revisionsOf(keys, 1, 100) }));
  const ports = testPorts(settings);
  await testWorkerFile();
  const took: number[] = [];
  const etcdTook: number[] = [];
  for (let round = 0; round < rounds; round++) {
    took.push((await timeToRead(ports, many)) / 1_000);
    const reference = await byEtcd(many);
    if (reference !== undefined) etcdTook.push(reference);
  }
  yield {
    name: `check and index of ${keys.toLocaleString('en')} keys, ${mebibytes(many)}`,
    unit: 's',
    value: median(took),
    ...(isWhole ? { target: 3 } : {}),
    ...referenceOf(etcdTook.length === 0 ? undefined : median(etcdTook)),
    note: `median of ${rounds}; beside etcdutl snapshot status`,
  };
  rmSync(many);

  const large = join(folder, 'large.db');
  writeBolt(large, etcdBuckets({ revisions: revisionsOf(Math.ceil(keys / 5), 2, 2_200) }));
  const etcdCold = dropFromMemory(large) ? await byEtcd(large) : undefined;
  const isCold = dropFromMemory(large);
  const coldMs = await timeToRead(ports, large);
  yield {
    name: `check and index of ${mebibytes(large)}, cold`,
    unit: 's',
    value: isCold ? coldMs / 1_000 : null,
    ...(isWhole ? { target: 5 } : {}),
    ...referenceOf(etcdCold),
    note: isCold ? 'beside etcdutl snapshot status' : 'this system drops no file from its memory',
  };
  const base = await status(small);
  yield {
    name: 'memory for it',
    unit: 'MB',
    value: (await status(large)).peakMB - base.peakMB,
    target: 150,
    note: 'of the command line, more than for a small file',
  };
  rmSync(large);
  yield await measureDamages(small);
}

async function timeToRead(ports: ReturnType<typeof testPorts>, file: string): Promise<number> {
  const startedAt = performance.now();
  await readSnapshot(ports, file, { signal: new AbortController().signal, onDidRead: () => undefined, isFresh: true });
  return performance.now() - startedAt;
}

/** Has the system forget what it holds of a file, which takes no privilege. */
function dropFromMemory(file: string): boolean {
  try {
    execFileSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function measureDamages(file: string): Promise<Figure> {
  const whole = readFileSync(file);
  let slowestMs = 0;
  let untold = 0;
  for (let seed = 1; seed <= damages; seed++) {
    const { bytes } = damaged(whole, seeded(seed));
    writeFileSync(file, bytes);
    const startedAt = performance.now();
    const { report } = await readHere(file);
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    if (report.integrity.verdict === 'ok') untold++;
  }
  return {
    name: `slowest of ${damages} damages`,
    unit: 'ms',
    value: slowestMs,
    target: 1_000,
    note: untold === 0 ? 'every one told' : `${untold} were not told`,
  };
}
