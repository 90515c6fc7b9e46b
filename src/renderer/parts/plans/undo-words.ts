import type { KeysBody, PlannedChange } from '../../../contract/planned-changes.ts';
import type { PlanRequest } from '../../state/plans.ts';
import { plural } from '../../ui/format.ts';
import { below, sharedFolderOf } from '../shared-folder.ts';
import { shortKey } from './change-words.ts';
import { changedIn } from './plan-words.ts';

/** An undo in words, by what it does: it puts keys back, deletes what was written, or both. */
export function undoWords({ counts, samples }: KeysBody): Pick<PlanRequest, 'title' | 'confirm' | 'doing' | 'did'> {
  const changes = samples.filter(({ kind }) => kind !== 'skip');
  // Where not all of them are named, nobody knows what they share.
  const isWhole = changes.length === changedIn(counts);
  const named = (of: readonly PlannedChange[], count: number): string => {
    const [only] = of;
    if (count === 1 && isWhole && only !== undefined) return shortKey(only.key);
    return `${plural(count, 'key')}${isWhole ? belowAll(of) : ''}`;
  };
  const [puts, deletes] = [counts.create + counts.overwrite, counts.delete];
  const put = named(
    changes.filter(({ kind }) => kind !== 'delete'),
    puts,
  );
  const deleted = named(
    changes.filter(({ kind }) => kind === 'delete'),
    deletes,
  );
  const where = isWhole ? belowAll(changes) : '';
  if (deletes === 0) {
    const did = { verb: 'Put back', where };
    return { title: `Put back ${put}?`, confirm: 'Put back', doing: `Putting back ${put}`, did };
  }
  if (puts === 0) {
    const did = { verb: 'Deleted', where };
    return { title: `Undo: delete ${deleted}?`, confirm: 'Delete', doing: `Deleting ${deleted}`, did };
  }
  return {
    title: `Put back ${put}, and delete ${deleted}?`,
    confirm: 'Undo',
    doing: `Undoing the change of ${plural(puts + deletes, 'key')}`,
    did: { where },
  };
}

const belowAll = (changes: readonly PlannedChange[]): string => below(sharedFolderOf(changes.map(({ key }) => key)));
