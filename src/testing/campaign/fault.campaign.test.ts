import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { chosenEtcd } from '../etcd-binaries.ts';
import { type CampaignCluster, startCampaignCluster } from './campaign-cluster.ts';
import { type Operator, openOperator } from './operator.ts';
import { playRound, type RoundResult } from './round.ts';
import { notMetBy, reportOf, tableOf } from './tally.ts';
import { startWitness, type Witness } from './witness.ts';

// The journal's files, on a disk that can fail.
vi.mock(import('../../core/journal/journal-files.ts'), async (original) => {
  const [real, { overFaultyDisk }] = await Promise.all([original(), import('./journal-disk.ts')]);
  return { ...real, diskFiles: (root: string) => overFaultyDisk(root, real.diskFiles(root)) };
});
// A client that is less patient: a round has no time for deadlines of five seconds.
vi.mock(import('../../core/etcd/client.ts'), async (original) => {
  const real = await original();
  class HastyClient extends real.EtcdClient {
    constructor(...[target, options]: ConstructorParameters<typeof real.EtcdClient>) {
      super(target, { callTimeoutMs: 1_500, connectTimeoutMs: 500, ...options });
    }
  }
  return { ...real, EtcdClient: HastyClient };
});

const seed = Number(process.env.ETCDECK_CAMPAIGN_SEED ?? 1);
const only = process.env.ETCDECK_CAMPAIGN_ROUND;
const count = Number(process.env.ETCDECK_CAMPAIGN_ROUNDS ?? (process.env.ETCDECK_FULL === '1' ? 500 : 25));
const rounds = only === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(only)];
/** A journal is read whole each time it is looked at: new operators keep it short. */
const roundsPerOperators = 10;
const operatorsCount = 4;
/** What a campaign is about may well not be met in fewer. */
const leastRounds = 25;

let cluster: CampaignCluster;
let witness: Witness;
let operators: Operator[] = [];

beforeAll(async () => {
  cluster = await startCampaignCluster();
  witness = startWitness(cluster);
});
afterAll(async () => {
  await closeOperators();
  await witness?.close();
  await cluster?.close();
});

async function closeOperators(): Promise<void> {
  const closed = operators.splice(0);
  await Promise.all(closed.map((operator) => operator.close()));
}

it(
  'says nothing of a write that the server’s own history does not say',
  async () => {
    const results: RoundResult[] = [];
    for (const [index, round] of rounds.entries()) {
      if (index % roundsPerOperators === 0) {
        await closeOperators();
        operators = await Promise.all(
          Array.from({ length: operatorsCount }, (_, place) => openOperator(cluster, place)),
        );
      }
      const result = await playRound({ cluster, operators, history: witness.history }, seed, round);
      results.push(result);
      if (result.falsehoods.length > 0) console.error(reportOf(result, seed));
    }
    console.info(tableOf(results, seed, chosenEtcd().version));
    if (rounds.length >= leastRounds) expect(notMetBy(results)).toEqual([]);
    // What they say, and what is so, is printed above.
    expect(results.flatMap(({ falsehoods }) => falsehoods.map(({ kind, of }) => `${kind}: ${of}`))).toEqual([]);
  },
  rounds.length * 60_000,
);
