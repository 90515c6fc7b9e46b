import { constants, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Machine } from '../checks/machine.mjs';
import { ensureInstalled } from '../dependencies.mjs';
import { onStopSignal } from '../process-group.mjs';
import { measureCli } from './cli.mjs';
import { measureCluster } from './cluster.mjs';
import { measureKeyspace } from './keyspace.mjs';
import { measureKubeApi } from './kube-api.mjs';
import { measureKubernetes } from './kubernetes.mjs';
import { measureLab } from './lab.mjs';
import { measureMetrics } from './metrics.mjs';
import { measureSnapshot } from './snapshot.mjs';
import { tableOf } from './table.mjs';
import { measureUi } from './ui.mjs';
import { measureWatch } from './watch.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */

/** @typedef {{ readonly against: string | null, readonly keys: number, readonly pods: number, readonly seconds: number }} Options */

/** What can be measured, by name. @type {Readonly<Record<string, (machine: Machine, options: Options) => AsyncIterable<Figure>>>} */
const benches = {
  ui: measureUi,
  cli: measureCli,
  cluster: measureCluster,
  keyspace: measureKeyspace,
  'kube-api': measureKubeApi,
  kubernetes: measureKubernetes,
  lab: measureLab,
  metrics: measureMetrics,
  snapshot: measureSnapshot,
  watch: measureWatch,
};

const millionKeys = 1_000_000;
const fiftyThousandPods = 50_000;
const minute = 60;

const usage = `usage: npm run bench -- NAME, where NAME is one of: ${Object.keys(benches).join(', ')}
  --against PATH   kubernetes: a module of a second codec, to measure in the same run
  --keys N         keyspace, snapshot, ui: so many keys instead of a million
  --pods N         kube-api: so many pods instead of fifty thousand
  --seconds N      lab, watch: so long instead of a minute`;

/** @param {readonly string[]} args */
function readArgs(args) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        against: { type: 'string' },
        keys: { type: 'string' },
        pods: { type: 'string' },
        seconds: { type: 'string' },
      },
      allowPositionals: true,
    });
    const [name = ''] = positionals;
    const measure = positionals.length === 1 && Object.hasOwn(benches, name) ? benches[name] : undefined;
    const keys = Number(values.keys ?? millionKeys);
    const pods = Number(values.pods ?? fiftyThousandPods);
    const seconds = Number(values.seconds ?? minute);
    if (measure === undefined || ![keys, pods, seconds].every((each) => Number.isSafeInteger(each) && each > 0))
      return undefined;
    return { measure, options: { against: values.against ?? null, keys, pods, seconds } };
  } catch {
    return undefined;
  }
}

const loadOfMachine = () =>
  `${cpus().length} cores, load average ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`;

/**
 * Runs the bench that was named. A figure that misses its target is shown as such and is no failure: the machine may be
 * busy, which is what the reference and the load are shown for.
 * @param {readonly string[]} args
 */
export async function runBench(args) {
  const wish = readArgs(args);
  if (wish === undefined) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  onStopSignal((signal) => process.exit(128 + constants.signals[signal]));
  const machine = new Machine();
  /** @type {Figure[]} */
  const figures = [];
  const before = loadOfMachine();
  try {
    await ensureInstalled();
    for await (const figure of wish.measure(machine, wish.options)) figures.push(figure);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
  await machine.close();
  console.log(`\n${tableOf(figures).join('\n')}`);
  console.log(`\nBefore: ${before}\nAfter:  ${loadOfMachine()}`);
}
