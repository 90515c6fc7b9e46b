import { spawnSync } from 'node:child_process';
import { openSourceRunner } from '../bench/source-runner.mjs';
import { inProject } from '../project.mjs';

/** The addresses of the sample world's control plane, which its members have as well. */
const addresses = ['10.0.0.11', '10.0.0.12', '10.0.0.13'];
const isInside = '--inside';

/**
 * Makes the sample snapshot. Its members have the addresses of its nodes, and so run in a network of their own.
 * @param {readonly string[]} args
 */
export async function makeSample(args) {
  if (!args.includes(isInside)) {
    const set = addresses.map((address) => `ip addr add ${address}/32 dev lo`).join(' && ');
    const again = `ip link set lo up && ${set} && exec "$0" "$@"`;
    const program = [process.execPath, inProject('scripts', 'sample-snapshot.mjs'), isInside];
    const { status, error } = spawnSync('unshare', ['--map-root-user', '--net', 'sh', '-c', again, ...program], {
      stdio: 'inherit',
    });
    if (error !== undefined) console.error(`The sample needs Linux with unshare and ip: ${error.message}`);
    process.exitCode = status ?? 1;
    return;
  }
  const runner = await openSourceRunner();
  try {
    const { makeSampleSnapshot } = await runner.import('src/testing/sample-snapshot/make-sample.ts');
    if (typeof makeSampleSnapshot !== 'function') throw new Error('make-sample.ts has no makeSampleSnapshot');
    const { bytes, revision } = await makeSampleSnapshot(inProject('resources', 'sample-snapshot.db'), addresses);
    console.log(`resources/sample-snapshot.db: ${bytes} bytes, revision ${revision}`);
  } finally {
    await runner.close();
  }
}
