import { type Random, seeded } from '../random.ts';
import type { Act } from './act.ts';
import { act } from './acting.ts';
import { attribute } from './attribution.ts';
import type { CampaignCluster } from './campaign-cluster.ts';
import type { Falsehood } from './falsehood.ts';
import { type Fault, happen, schedule } from './faults.ts';
import type { History } from './history.ts';
import { journalled, judgeEntry } from './journal-verdicts.ts';
import { isBarrier, isRefill, refill, writeThroughEach } from './keyspace.ts';
import type { Operator } from './operator.ts';
import { judgeEnd, judgeReport, lateLandings } from './report-verdicts.ts';
import { fenceLast, type Played, settled } from './settlement.ts';
import { undoSome } from './undo-choice.ts';

/** The setting of a round. */
export interface Field {
  readonly cluster: CampaignCluster;
  readonly operators: readonly Operator[];
  readonly history: History;
}

/** The result of a round. */
export interface RoundResult {
  readonly round: number;
  readonly acts: readonly Act[];
  readonly transactions: number;
  readonly lateLandings: number;
  readonly undos: number;
  readonly saidLeftOut: number;
  readonly unseenChanges: number;
  readonly corrections: number;
  readonly plannedFaults: readonly Fault[];
  /** The faults that really happened. */
  readonly faults: readonly string[];
  readonly falsehoods: readonly Falsehood[];
  readonly tookMs: number;
}

const actsEach = 3;
/** Entries that are undone at the end of a round. */
const undosEach = 3;

/** Runs one round, and checks every report of it. The same seed and round plan the same acts and faults. */
export async function playRound(field: Field, seed: number, round: number): Promise<RoundResult> {
  const { cluster, operators, history } = field;
  const startedAt = Date.now();
  const random = seeded(seed * 10_007 + round);
  const endOfLast = history.reached;
  await refill(cluster, history, round);
  const start = history.reached;
  const correctedBefore = sum(operators.map(({ corrected }) => corrected));
  const struckBefore = operators.map(({ disk }) => disk.struck.length);

  const plannedFaults = schedule(random, operators.length);
  const { acts, faults } = await fight(field, plannedFaults, random, round);
  await heal(cluster, operators);
  const played = async (): Promise<Played> => {
    const end = await writeThroughEach(cluster, history);
    const revisions = history
      .between(endOfLast, end)
      .filter((one) => !isBarrier(one) && !(one.revision <= start && isRefill(one, round)));
    return { startedAt, acts, attribution: attribute(history, revisions, acts), history };
  };

  let now = await played();
  for (const operator of operators) await settled(operator, now);
  for (const operator of operators)
    acts.push(...(await fenceLast(operator, now, `r${round}.d${operator.place}.fence`)));
  now = await played();
  const falsehoods: Falsehood[] = [];
  for (const operator of operators) falsehoods.push(...(await settled(operator, now)));
  const checks = await undoSome(operators, now, random, undosEach);
  for (const check of checks) {
    falsehoods.push(...check.falsehoods);
    if (check.act !== null) acts.push(check.act);
  }
  now = await played();
  falsehoods.push(...(await judge(operators, now)));
  return {
    round,
    acts,
    transactions: now.attribution.transactions,
    lateLandings: sum(acts.map((one) => lateLandings(one, now.attribution.of(one)))),
    undos: checks.length,
    saidLeftOut: sum(checks.map(({ saidLeftOut }) => saidLeftOut)),
    unseenChanges: sum(checks.map(({ unseenChanges }) => unseenChanges)),
    corrections: sum(operators.map(({ corrected }) => corrected)) - correctedBefore,
    plannedFaults,
    faults: [
      ...faults,
      ...operators.flatMap(({ disk }, place) => disk.struck.slice(struckBefore[place]).map(({ what }) => what)),
    ],
    falsehoods,
    tookMs: Date.now() - startedAt,
  };
}

/** Runs all operators while the faults happen. */
async function fight(
  { cluster, operators }: Field,
  plannedFaults: readonly Fault[],
  random: Random,
  round: number,
): Promise<{ readonly acts: Act[]; readonly faults: readonly string[] }> {
  const randoms = operators.map(() => seeded(random.between(0, 2 ** 31)));
  const happening = plannedFaults.map((fault) => happen(fault, cluster, operators));
  const acts = await Promise.all(operators.map((operator, place) => work(operator, round, randoms[place] ?? random)));
  return { acts: acts.flat(), faults: (await Promise.all(happening)).flat() };
}

/** Runs the acts of one operator, one after the other. */
async function work(operator: Operator, round: number, random: Random): Promise<readonly Act[]> {
  const acts: Act[] = [];
  for (let n = 0; n < actsEach; n++) {
    const done = await act(operator, `r${round}.d${operator.place}.${n}`, random, acts);
    if (done !== null) acts.push(done);
  }
  return acts;
}

/** Repairs every fault, and lets every pending request arrive. */
async function heal({ members, links }: CampaignCluster, operators: readonly Operator[]): Promise<void> {
  for (const { disk } of operators) disk.heal();
  links.heal();
  await Promise.all(members.map((member) => member.mend()));
  const lines = operators.flatMap((operator) => operator.lines);
  for (const line of lines) line.heal();
  await Promise.all(lines.map((line) => line.drained()));
}

/** Compares every report and every entry with the history. */
async function judge(
  operators: readonly Operator[],
  { startedAt, acts, attribution }: Played,
): Promise<readonly Falsehood[]> {
  const falsehoods: Falsehood[] = [];
  for (const operator of operators) {
    const ofOperator = acts.filter((one) => one.operator === operator.place);
    for (const one of journalled(ofOperator, await operator.entriesSince(startedAt))) {
      falsehoods.push(...judgeEntry(one, attribution.of(one.act)));
    }
  }
  for (const one of acts) {
    const happened = attribution.of(one);
    falsehoods.push(...judgeReport(one, happened), ...judgeEnd(one, happened, acts));
  }
  for (const { revision, events } of attribution.strays) {
    const found = `revision ${revision} changed ${events.length} keys: ${events[0]?.key} …`;
    falsehoods.push({ kind: 'made by nobody', of: `revision ${revision}`, said: 'nothing', history: found });
  }
  return falsehoods;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
