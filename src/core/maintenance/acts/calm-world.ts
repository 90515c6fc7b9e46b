import type { AlarmType } from '../../../contract/cluster.ts';
import { EtcdeckError, type Failure } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import { memberName } from '../../../contract/member-name.ts';
import { cancelled } from '../../etcd/failures.ts';
import type { SeenWorld } from '../../members/world.ts';
import { pause } from '../../plans/pause.ts';
import { readDefragmentFigures } from './defragment-figures.ts';
import { defragmentRefusal } from './defragment-rules.ts';
import type { MaintainingOn } from './maintaining.ts';

/** How long to wait for what passes by itself, in milliseconds. */
export interface Patience {
  /** For a member that is behind. */
  readonly laggingMs: number;
  /** For a member that does not answer, and for a leader. */
  readonly silentMs: number;
}

const againMs = 1_000;

/** Returns the members as they are now, and why these must not be defragmented; waits for what passes by itself. */
export async function calmWorld(
  on: MaintainingOn,
  targets: readonly MemberId[],
  patience: Patience,
  signal: AbortSignal,
): Promise<{ readonly seen: SeenWorld; readonly refusal: Failure | null }> {
  for (const startedAt = performance.now(); ; ) {
    const seen = await looked(on, signal);
    const refusal = seen instanceof EtcdeckError ? seen : refusalIn(seen, targets);
    const waitsMs = refusal?.code === 'MemberLagging' ? patience.laggingMs : patience.silentMs;
    const isOver = refusal === null || !refusal.retry || performance.now() - startedAt >= waitsMs;
    if (!isOver) {
      await pause(againMs, signal);
      continue;
    }
    if (seen instanceof EtcdeckError) throw seen;
    return { seen, refusal: refusal === null ? null : await explained(on, seen, refusal, signal) };
  }
}

const refusalIn = (seen: SeenWorld, targets: readonly MemberId[]): Failure | null =>
  defragmentRefusal(targets, seen.world, alarmsOf(seen));

const alarmsOf = ({ status }: SeenWorld): readonly AlarmType[] => status.alarms;

/** Returns the failure to look where that is the cluster's: it may pass. */
async function looked(on: MaintainingOn, signal: AbortSignal): Promise<SeenWorld | EtcdeckError> {
  try {
    return await on.look(signal);
  } catch (error) {
    if (signal.aborted) throw cancelled('defragment');
    if (error instanceof EtcdeckError && error.code !== 'Cancelled') return error;
    throw error;
  }
}

/** A member that is defragmented answers nothing but its metrics: another client may have asked for it. */
async function explained(
  { held }: MaintainingOn,
  { status }: SeenWorld,
  refusal: Failure,
  signal: AbortSignal,
): Promise<Failure> {
  const silent = status.members.find(({ id, healthy }) => id === refusal.member && healthy !== true);
  if (silent === undefined) return refusal;
  const figures = await readDefragmentFigures(held, silent, signal);
  if (figures?.isDefragmenting !== true) return refusal;
  return { ...refusal, message: `${memberName(silent)} is being defragmented already: wait until that has ended` };
}
