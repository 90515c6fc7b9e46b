import type { Failure } from '../../../../contract/failure.ts';
import type { ValueForm } from '../../../../contract/values.ts';
import { type Draft, differs, type Edit, keptBoth, keptMine } from '../../../parts/editing/edit.ts';
import { isMasked, plainReading, type Reading, type ReadKey } from '../../../parts/values/read-value.ts';

/** A key in a tab: what was read, what was edited on top of it, and what has happened to it since. */
export interface OpenKey extends Edit {
  readonly key: Uint8Array;
  readonly phase: 'unread' | 'reading' | 'ready' | 'failed';
  /** Why the last read failed. */
  readonly failure: Failure | null;
  /** How the operator wants values read. */
  readonly reading: Reading;
  /** Bytes are edited as hexadecimal digits. */
  readonly editsBytes: boolean;
  /** Why the edit could not be encoded, until it is edited again. */
  readonly refusal: Failure | null;
  /** The entry shown before another client's change replaced it. */
  readonly replaced: { readonly before: ReadKey; readonly revision: number } | null;
  readonly isSaving: boolean;
  /** The edit was made before the page was reloaded, and the notice about it is not dismissed. */
  readonly isBroughtBack: boolean;
}

export const newOpenKey = (key: Uint8Array): OpenKey => ({
  key,
  phase: 'unread',
  failure: null,
  base: null,
  reading: plainReading,
  draft: null,
  editsBytes: false,
  refusal: null,
  theirs: null,
  replaced: null,
  isSaving: false,
  isBroughtBack: false,
});

export const isDirty = (open: OpenKey): boolean => open.draft !== null;

/** Whether the key is known not to exist now. */
export const isGone = (open: OpenKey): boolean =>
  open.phase === 'ready' && (open.theirs === null ? open.base === null : open.theirs.read === null);

/** Whether secret data is covered: what is shown is not what is stored, and must not be written back. */
export const isCovered = ({ base }: OpenKey): boolean => base !== null && isMasked(base);

/** Whether bytes are shown beside their offsets rather than as digits in an editor. */
export const showsBytes = ({ base, draft, editsBytes }: OpenKey): boolean =>
  base?.value.codec === 'hex' && draft === null && !editsBytes;

/** Returns the text that is shown: the edit, else the value, else an empty text. */
export const shownText = (open: OpenKey): string => open.draft?.text ?? open.base?.value.text ?? '';

/** Returns the form that an edit is encoded in: the form of the value, and text for a new key. */
const formOf = ({ base, draft, reading }: OpenKey): ValueForm =>
  draft?.form ?? base?.form ?? { codec: 'text', showsManagedFields: reading.showsManagedFields };

/** Returns how a newer state is decoded: in the form of the edit, where there is one, so that both can be compared. */
export const wantedReading = ({ draft, reading }: OpenKey): Reading =>
  draft === null ? reading : { ...reading, ...draft.form };

export function edited(open: OpenKey, text: string): OpenKey {
  const typed = { text, form: formOf(open) };
  const draft = differs(open, typed) ? typed : null;
  return { ...open, draft, refusal: null, isBroughtBack: open.isBroughtBack && draft !== null };
}

/** Takes a state of the key at a revision, from a read or a watch. An older state than the known one changes nothing. */
export function seen(open: OpenKey, read: ReadKey | null, revision: number): OpenKey {
  const ready: OpenKey = { ...open, phase: 'ready', failure: null };
  const changedAt = read?.entry.modRevision ?? revision;
  const known = Math.max(open.base?.entry.modRevision ?? 0, open.theirs?.revision ?? 0);
  const isFirst = open.base === null && open.theirs === null && open.draft === null;
  if (isFirst) return { ...ready, base: read };
  // The same revision, perhaps read in another way.
  if (read !== null && changedAt === open.base?.entry.modRevision) {
    // Covered data is an answer from before it was revealed.
    const isStale = read.entry.isMasked && open.reading.reveal;
    return open.draft === null && !isStale ? { ...ready, base: read } : ready;
  }
  if (read === null && open.base === null && open.theirs === null) return ready;
  if (changedAt <= known) return ready;
  const theirs = { read, revision: changedAt };
  if (read === null || open.draft !== null || open.isSaving) return { ...ready, theirs };
  const replaced = open.base === null ? null : { before: open.base, revision: changedAt };
  return { ...ready, base: read, theirs: null, replaced };
}

export const failed = (open: OpenKey, failure: Failure): OpenKey =>
  open.phase === 'ready' ? { ...open, failure } : { ...open, phase: 'failed', failure };

export const saving = (open: OpenKey): OpenKey => ({ ...open, isSaving: true, failure: null });

export const notSaved = (open: OpenKey): OpenKey => ({ ...open, isSaving: false });

/** Takes a confirmed write for the base. What was typed meanwhile stays an edit on top of it. */
export function saved(open: OpenKey, read: ReadKey, written: Draft | null): OpenKey {
  const isNewer = open.theirs !== null && open.theirs.revision > read.entry.modRevision;
  const next: OpenKey = {
    ...open,
    phase: 'ready',
    base: read,
    refusal: null,
    theirs: isNewer ? open.theirs : null,
    replaced: null,
    isSaving: false,
    isBroughtBack: false,
  };
  if (open.draft === null || open.draft.text === written?.text) return { ...next, draft: null };
  return edited(next, open.draft.text);
}

/** Goes on editing on top of theirs, with both edits as far as they do not meet. */
export const merged = (open: OpenKey): OpenKey => settled(keptBoth(open));

/** Keeps the edit on top of theirs: a save compares theirs. */
export const rebased = (open: OpenKey): OpenKey => settled(keptMine(open));

function settled(open: OpenKey): OpenKey {
  const next: OpenKey = { ...open, replaced: null };
  return open.draft === null ? next : edited(next, open.draft.text);
}

/** Takes `rebased` back: the edit has its former base again, beside the newest of theirs. */
export const unrebased = (open: OpenKey, { base, draft, theirs }: OpenKey): OpenKey => ({
  ...open,
  base,
  draft,
  theirs: open.theirs ?? theirs,
});

/** Drops the edit and shows the key as it is now; of a deleted key the last value stays in sight. */
export function discarded(open: OpenKey): OpenKey {
  const forgotten: OpenKey = { ...open, draft: null, refusal: null, isBroughtBack: false };
  if (open.theirs === null || open.theirs.read === null) return forgotten;
  return { ...forgotten, base: open.theirs.read, theirs: null, replaced: null };
}

/** Shows the same states decoded in another way, the edit too. */
export const turned = (open: OpenKey, states: Pick<OpenKey, 'reading' | 'base' | 'theirs'>, text: string): OpenKey =>
  edited({ ...open, ...states, draft: null }, text);

export const refused = (open: OpenKey, refusal: Failure): OpenKey => ({ ...open, refusal });

/** Puts an edit back after a reload, on its former base. The state of the key now is read next. */
export const broughtBack = (open: OpenKey, base: ReadKey | null, draft: Draft): OpenKey => {
  const { codec, showsManagedFields } = draft.form;
  const reading = base === null ? open.reading : { codec, showsManagedFields, reveal: false };
  return { ...open, phase: 'ready', failure: null, reading, base, draft, isBroughtBack: true };
};

export const noticeRead = (open: OpenKey): OpenKey => ({ ...open, replaced: null, isBroughtBack: false });
