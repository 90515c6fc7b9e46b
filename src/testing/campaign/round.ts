import { type Random, seeded } from '../random.ts';
import type { Act } from './act.ts';
import { act, fence } from './acting.ts';
import { attribute } from './attribution.ts';
import type { CampaignCluster } from './campaign-cluster.ts';
import type { Desk } from './desk.ts';
import type { Falsehood } from './falsehood.ts';
import { type Fault, happen, schedule } from './faults.ts';
import type { History } from './history.ts';
import { journalled, judgeEntry } from './journal-verdicts.ts';
import { isBarrier, isRefill, refill, writeThroughEach } from './keyspace.ts';
import { judgeReport, lateLandings } from './report-verdicts.ts';
import { checkUndo, type Undoable, type UndoCheck } from './undo-check.ts';

/** Where a round is fought. */
export interface Field {
  readonly cluster: CampaignCluster;
  readonly desks: readonly Desk[];
  readonly history: History;
}

/** What came of a round. */
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
  /** What went wrong indeed. */
  readonly faults: readonly string[];
  readonly falsehoods: readonly Falsehood[];
  readonly tookMs: number;
}

const actsEach = 3;
/** Entries that are undone at the end of a round. */
const undosEach = 3;
/** How long a lost transaction may take to be found after everything has arrived. */
const correctionMs = 5_000;

/** Plays one round, and judges everything that was said in it. The same seed and round plan the same acts and faults. */
export async function playRound({ cluster, desks, history }: Field, seed: number, round: number): Promise<RoundResult> {
  const startedAt = Date.now();
  const random = seeded(seed * 10_007 + round);
  const endOfLast = history.reached;
  await refill(cluster, history, round);
  const start = history.reached;
  const correctedBefore = sum(desks.map(({ corrected }) => corrected));
  const struckBefore = desks.map(({ disk }) => disk.struck.length);

  const plannedFaults = schedule(random, desks.length);
  const randoms = desks.map(() => seeded(random.between(0, 2 ** 31)));
  const happening = plannedFaults.map((fault) => happen(fault, cluster, desks));
  const acted = await Promise.all(desks.map((desk, place) => work(desk, round, randoms[place] ?? random)));
  const faults = (await Promise.all(happening)).flat();
  for (const { disk } of desks) disk.heal();
  await heal(cluster, desks);
  const end = await writeThroughEach(cluster, history);
  await Promise.all(desks.map((desk) => desk.settled(startedAt, correctionMs)));

  const acts = acted.flat();
  const foughtFor = history.between(start, end).filter((one) => !isBarrier(one));
  const first = attribute(history, foughtFor, acts);
  const undone = await undoSome({ cluster, desks, history }, { acts, startedAt, random, happenedOf: first.of });
  for (const desk of desks) acts.push(...(await fenceOne(desk, acts, round)));
  const everything = [...acts, ...undone.flatMap((check) => (check.act === null ? [] : [check.act]))];
  await writeThroughEach(cluster, history);

  const revisions = history
    .between(endOfLast, history.reached)
    .filter((one) => !isBarrier(one) && !(one.revision <= start && isRefill(one, round)));
  const attribution = attribute(history, revisions, everything);
  const falsehoods: Falsehood[] = undone.flatMap((check) => check.falsehoods);
  for (const { place } of desks) {
    const entries = (await desks[place]?.entriesSince(startedAt)) ?? [];
    const ofDesk = everything.filter(({ desk }) => desk === place);
    for (const one of journalled(ofDesk, entries)) falsehoods.push(...judgeEntry(one, attribution.of(one.act)));
  }
  for (const one of everything) falsehoods.push(...judgeReport(one, attribution.of(one)));
  for (const { revision, events } of attribution.strays) {
    const history = `revision ${revision} changed ${events.length} keys: ${events[0]?.key} …`;
    falsehoods.push({ kind: 'made by nobody', of: `revision ${revision}`, said: 'nothing', history });
  }
  return {
    round,
    acts: everything,
    transactions: attribution.transactions,
    lateLandings: sum(acts.map((one) => lateLandings(one, attribution.of(one)))),
    undos: undone.length,
    saidLeftOut: sum(undone.map(({ saidLeftOut }) => saidLeftOut)),
    unseenChanges: sum(undone.map(({ unseenChanges }) => unseenChanges)),
    corrections: sum(desks.map(({ corrected }) => corrected)) - correctedBefore,
    plannedFaults,
    faults: [
      ...faults,
      ...desks.flatMap(({ disk }, place) => disk.struck.slice(struckBefore[place]).map(({ what }) => what)),
    ],
    falsehoods,
    tookMs: Date.now() - startedAt,
  };
}

/** What one operator does, one thing after the other. */
async function work(desk: Desk, round: number, random: Random): Promise<Act[]> {
  const acts: Act[] = [];
  for (let n = 0; n < actsEach; n++) {
    const done = await act(desk, `r${round}.d${desk.place}.${n}`, random, acts);
    if (done !== null) acts.push(done);
  }
  return acts;
}

/** Mends everything, and lets everything arrive that was still on its way. */
async function heal({ members, links }: CampaignCluster, desks: readonly Desk[]): Promise<void> {
  links.heal();
  await Promise.all(members.map((member) => member.mend()));
  const lines = desks.flatMap((desk) => desk.lines);
  for (const line of lines) line.heal();
  await Promise.all(lines.map((line) => line.drained()));
}

interface Played {
  readonly acts: readonly Act[];
  readonly startedAt: number;
  readonly random: Random;
  readonly happenedOf: ReturnType<typeof attribute>['of'];
}

/** Undoes those entries first of which there is most to doubt, then any. */
async function undoSome(
  { desks, history }: Field,
  { acts, startedAt, random, happenedOf }: Played,
): Promise<readonly UndoCheck[]> {
  const undoable: { readonly desk: Desk; readonly one: Undoable; readonly weight: number }[] = [];
  for (const desk of desks) {
    const ofDesk = acts.filter((one) => one.desk === desk.place);
    for (const { act, entry } of journalled(ofDesk, await desk.entriesSince(startedAt))) {
      const happened = happenedOf(act);
      if (entry === null || !entry.canUndo || happened.size === 0) continue;
      const isStruck = desk.disk.struck.some(({ at }) => at >= act.startedAt && at <= act.endedAt);
      const isDoubtful = isStruck || entry.outcome === 'unknown' || act.claim.failure === 'OutcomeUnknown';
      undoable.push({ desk, one: { act, entry, happened }, weight: (isDoubtful ? 100 : 0) + random.between(0, 99) });
    }
  }
  const checks: UndoCheck[] = [];
  for (const { desk, one } of undoable.sort((a, b) => b.weight - a.weight).slice(0, undosEach)) {
    checks.push(await checkUndo(desk, one, history));
  }
  return checks;
}

/** Fences the last act of a desk of which nobody knows. */
async function fenceOne(desk: Desk, acts: readonly Act[], round: number): Promise<readonly Act[]> {
  const open = acts.findLast((one) => one.desk === desk.place && one.claim.mayStillHappen === true);
  const entry = open?.claim.journalEntry ?? null;
  if (entry === null) return [];
  const fenced = await fence(desk, `r${round}.d${desk.place}.fence`, entry);
  return fenced === null ? [] : [fenced];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
