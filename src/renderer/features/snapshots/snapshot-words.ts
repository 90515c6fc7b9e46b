import {
  type CataloguedSnapshot,
  isUndecided,
  namesCluster,
  type RehearsalResult,
} from '../../../contract/snapshots.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { verdictChips } from '../../parts/snapshots/verdict-words.ts';
import { formatCount, formatMoment, plural } from '../../ui/format.ts';
import type { ChipWords } from '../../ui/StatusChip.tsx';

/** What the last full check of a file said. */
export const checkedWords = ({ checked }: Pick<CataloguedSnapshot, 'checked'>): ChipWords =>
  checked === null ? { tone: 'neutral', text: 'not checked yet' } : verdictChips[checked.verdict];

/** How the last rehearsal ended, for a chip. */
export function rehearsalWords(result: RehearsalResult): ChipWords {
  const { served, failure } = result;
  if (served) return { tone: 'ok', text: 'rehearsed' };
  if (isUndecided(result)) return { tone: 'neutral', text: 'not rehearsed' };
  return failure === null ? { tone: 'bad', text: 'served otherwise' } : { tone: 'warn', text: 'rehearsal failed' };
}

/** When the last rehearsal was, and what it came to. */
export function rehearsedOn(result: RehearsalResult): string {
  const { at, served, etcdVersion } = result;
  const on = `on ${formatMoment(at)}${etcdVersion === null ? '' : `, by etcd ${etcdVersion}`}`;
  if (served) return `Restored and served ${on}`;
  return `${isUndecided(result) ? 'Tried' : 'Rehearsed'} ${on}`;
}

/** How a snapshot came into the catalogue. */
export const originWords: Readonly<Record<CataloguedSnapshot['origin'], string>> = {
  saved: 'saved here',
  scheduled: 'saved by the schedule',
  folder: 'found in a folder',
};

/** The revisions that can be read in it; `null`: not known before it is read. */
export function revisionWords({
  revision,
  checked,
}: CataloguedSnapshot): readonly [first: string, last: string] | null {
  const last = checked?.revision ?? revision;
  if (last === null) return null;
  const compacted = checked?.compactRevision ?? null;
  return [compacted === null ? '' : `${formatCount(Math.max(1, compacted))} –`, formatCount(last)];
}

/** What is wrong with a snapshot, each in a sentence. */
export function troubles({ isThere, checked, rehearsed }: CataloguedSnapshot): readonly string[] {
  const said: string[] = [];
  if (isThere === false) said.push('The file is gone, or another one has its name.');
  if (isThere === null) said.push('Whether the file is still there could not be found out.');
  if (checked?.message) said.push(asSentence(checked.message));
  else if (checked?.verdict === 'unverifiable') said.push('It has no hash at its end: nothing proves its values.');
  if (rehearsed && isUndecided(rehearsed)) said.push('Not rehearsed: the member did not start in time.');
  else if (rehearsed?.failure) said.push(`The last rehearsal did not end. ${describeFailure(rehearsed.failure).title}`);
  else if (rehearsed?.served === false)
    said.push('In the last rehearsal a member served something else than it holds.');
  return said;
}

const asSentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

/** What the screen says first. */
export interface CatalogueSentence {
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly text: string;
  /** The moment that follows, where there is one, and what comes after it. */
  readonly at: number | null;
  readonly after: string;
  readonly more: string;
}

/**
 * Says first what would be lost if etcd were lost now; files that name no cluster prove nothing of it. `now` is the cluster's revision; `null`: not known.
 */
export function catalogueSentence(known: readonly CataloguedSnapshot[], now: number | null): CatalogueSentence | null {
  if (known.length === 0) return null;
  const snapshots = known.filter(namesCluster);
  if (snapshots.length === 0)
    return {
      ...still('bad', 'No snapshot of this cluster is known'),
      more: `${known.length === 1 ? 'The file' : `The ${plural(known.length, 'file')}`} found in folders may be of any cluster. Save one now.`,
    };
  const there = snapshots.filter(({ isThere }) => isThere !== false);
  const left = there.filter(({ checked }) => checked?.verdict !== 'damaged');
  const isNewest = left[0] !== undefined && left[0] === snapshots[0];
  // Where the newest is of no use, one that is proved goes before a newer one that is not.
  const whole = isNewest ? left[0] : (left.find(isProved) ?? left[0]);
  if (there.length === 0)
    return {
      ...still('bad', 'No snapshot is left'),
      more: 'The files of all of them are gone, or others have their names. Save one now.',
    };
  if (whole === undefined)
    return { ...still('bad', 'Every snapshot is damaged'), more: 'None would restore as it is. Save one now.' };
  const proof =
    whole.rehearsed?.served === true
      ? ', rehearsed'
      : whole.checked === null
        ? ', not checked yet'
        : whole.checked.verdict === 'ok'
          ? ', checked'
          : ', and nothing proves it';
  return {
    tone: whole.checked?.verdict === 'unverifiable' || !isNewest ? 'warn' : 'ok',
    text: isNewest ? 'Last snapshot' : isProved(whole) ? 'Last good snapshot' : 'Last snapshot that may be good',
    at: whole.at,
    after: proof,
    more: beyondWords(whole, now),
  };
}

const isProved = ({ checked, rehearsed }: CataloguedSnapshot): boolean =>
  checked?.verdict === 'ok' || rehearsed?.served === true;

const still = (tone: CatalogueSentence['tone'], text: string) => ({ tone, text, at: null, after: '' }) as const;

/** How far the cluster is beyond a snapshot. */
function beyondWords({ revision, checked }: CataloguedSnapshot, now: number | null): string {
  const last = checked?.revision ?? revision;
  // What is known of the cluster may be a moment older than a snapshot that was just saved.
  if (last === null || now === null || now < last) return 'Restoring it loses what was written since.';
  if (now === last) return 'Nothing was written since.';
  return `The cluster is ${plural(now - last, 'revision')} beyond it: restoring it loses what was written since.`;
}
