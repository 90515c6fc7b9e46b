import type { DefragmentFigures } from './defragment-figures.ts';

/** What shows whether a member was defragmented, at one time. Unknown is `null`. */
export interface DefragmentTraces {
  /** `null`: its metrics cannot be read. */
  readonly figures: DefragmentFigures | null;
  /** The size of its file, in bytes; `null`: it does not answer for its status, as during a defragmentation. */
  readonly dbSize: number | null;
}

/**
 * Returns what the traces of now, held against those from before the request, show. `silent`: the member answers
 * nothing, or nothing but its metrics. `open`: it answers, and nothing shows that it was defragmented.
 */
export function defragmentShown(
  before: DefragmentTraces,
  now: DefragmentTraces,
): 'done' | 'running' | 'silent' | 'open' {
  if (now.figures?.isDefragmenting === true) return 'running';
  if (hasRunSince(before.figures, now.figures)) return 'done';
  if (now.dbSize === null) return 'silent';
  // Nothing else makes the file smaller.
  return before.dbSize !== null && now.dbSize < before.dbSize ? 'done' : 'open';
}

/** A process that was started since counts from 0 again. */
function hasRunSince(before: DefragmentTraces['figures'], now: DefragmentTraces['figures']): boolean {
  if (before?.startedAt == null || before.startedAt !== now?.startedAt) return false;
  return before.defragmentations !== null && (now.defragmentations ?? 0) > before.defragmentations;
}
