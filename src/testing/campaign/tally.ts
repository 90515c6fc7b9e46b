import { falsehoodKinds } from './falsehood.ts';
import type { RoundResult } from './round.ts';

/** Returns the results of a campaign as a table. */
export function tableOf(results: readonly RoundResult[], seed: number, etcd: string): string {
  const acts = results.flatMap((result) => result.acts);
  const claims = acts.map(({ claim }) => claim);
  const total = (numbers: readonly number[]): string => numbers.reduce((sum, one) => sum + one, 0).toLocaleString('en');
  const falsehoods = results.flatMap((result) => result.falsehoods);
  const seconds = results.reduce((sum, { tookMs }) => sum + tookMs, 0) / 1_000;
  const rows: readonly (readonly [string, string])[] = [
    ['seed', String(seed)],
    ['etcd', `${etcd}, 3 members over TLS, 4 operators`],
    ['rounds', String(results.length)],
    ['duration', `${seconds.toFixed(1)} s`],
    ['acts', `${acts.length} (${counted(acts.map(({ kind }) => kind))})`],
    ['transactions', total(results.map(({ transactions }) => transactions))],
    ['changes done', total(claims.map(({ done }) => done))],
    ['changes not done', total(claims.map(({ notDone }) => notDone))],
    ['changes unknown', total(claims.map(({ unknown }) => unknown))],
    ['lost answers', total(claims.map(({ failure }) => (failure === 'OutcomeUnknown' ? 1 : 0)))],
    ['late landings', `${total(results.map((result) => result.lateLandings))} changes`],
    ['corrections', total(results.map(({ corrections }) => corrections))],
    ['undos checked', total(results.map(({ undos }) => undos))],
    ['keys left out of undos, and said', total(results.map(({ saidLeftOut }) => saidLeftOut))],
    ['undone past changes that left no trace', total(results.map(({ unseenChanges }) => unseenChanges))],
    ['failures', counted(claims.flatMap(({ failure }) => failure ?? []))],
    ['faults', counted(results.flatMap(({ faults }) => faults))],
    ...falsehoodKinds.map((kind) => [kind, countIn(results, kind)] as const),
    ['false claims', String(falsehoods.length)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return ['', ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`)].join('\n');
}

/** Returns the conditions that a campaign must meet to prove anything, and has not met. */
export function notMetBy(results: readonly RoundResult[]): readonly string[] {
  const claims = results.flatMap(({ acts }) => acts).map(({ claim }) => claim);
  const met: Readonly<Record<string, boolean>> = {
    'lost answers': claims.some(({ failure }) => failure === 'OutcomeUnknown'),
    'late landings': results.some(({ lateLandings }) => lateLandings > 0),
    'a disk that fails at a confirmation': results.some(({ faults }) => faults.some((one) => one.includes('confirm'))),
    undos: results.some(({ undos }) => undos > 0),
  };
  return Object.keys(met).filter((name) => met[name] === false);
}

/** Returns all that is needed to repeat a round, and its findings. */
export function reportOf({ round, plannedFaults, faults, falsehoods, acts }: RoundResult, seed: number): string {
  const found = falsehoods.map(
    ({ kind, of, said, history }) => `  ${kind}: ${of}\n    said:    ${said}\n    history: ${history}`,
  );
  const again = `ETCDECK_CAMPAIGN_SEED=${seed} ETCDECK_CAMPAIGN_ROUND=${round} npm run test:campaign`;
  return [
    `round ${round} of seed ${seed}; again: ${again}`,
    ...found,
    `  acts:    ${acts.map(({ id, kind, claim }) => `${id} ${kind} ${claim.done}/${claim.notDone}/${claim.unknown}`).join(', ')}`,
    `  planned: ${plannedFaults.map((fault) => JSON.stringify(fault)).join('\n           ')}`,
    `  met:     ${faults.join(', ')}`,
  ].join('\n');
}

function countIn(results: readonly RoundResult[], kind: string): string {
  const counts = results.map(({ falsehoods }) => falsehoods.filter((one) => one.kind === kind).length);
  const total = counts.reduce((sum, one) => sum + one, 0);
  const rounds = counts.filter((count) => count > 0).length;
  return total === 0 ? '0' : `${total} in ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`;
}

function counted(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const groups = [...counts].sort(([, a], [, b]) => b - a);
  return groups.map(([name, count]) => `${name} ${count}`).join(', ') || 'none';
}
