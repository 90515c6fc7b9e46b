import type { Failure } from '../../../contract/failure.ts';
import type { KeyMeta, KeyValue } from '../../../contract/keys.ts';
import { equalBytes } from '../../ui/byte-text.ts';
import { mergeLines } from '../../ui/merge-lines.ts';
import { bytesIn, canLayOut, comparedText, isUnchanged, movedTo, textIn, type ValueForm } from './value-form.ts';

/** What somebody else made of a key: its value now, or `null` when it was deleted. */
export interface Theirs {
  readonly entry: KeyValue | null;
  readonly revision: number;
}

/** A key in a tab: what was read, what was edited on top of it, and what has happened to it since. */
export interface OpenKey {
  readonly key: Uint8Array;
  readonly phase: 'unread' | 'reading' | 'ready' | 'failed';
  readonly failure: Failure | null;
  /** What is shown, and what an edit is based on; `null` where the key did not exist. */
  readonly base: KeyValue | null;
  /** How base and draft are shown. It stays while there is an edit, whatever somebody else stores. */
  readonly form: ValueForm;
  /** The operator wants to see values as they are stored. */
  readonly wantsStored: boolean;
  /** The edited text, or `null` while nothing is edited. */
  readonly draft: string | null;
  /** A newer state that is not shown, because of the edit, or because it is a deletion. */
  readonly theirs: Theirs | null;
  /** What was shown before somebody else's change took its place. */
  readonly replaced: { readonly before: KeyValue; readonly revision: number } | null;
  readonly isSaving: boolean;
}

export const newOpenKey = (key: Uint8Array): OpenKey => ({
  key,
  phase: 'unread',
  failure: null,
  base: null,
  form: 'stored',
  wantsStored: false,
  draft: null,
  theirs: null,
  replaced: null,
  isSaving: false,
});

export const isDirty = (open: OpenKey): boolean => open.draft !== null;

/** Whether the key is known not to exist now. */
export const isGone = (open: OpenKey): boolean =>
  open.phase === 'ready' && (open.theirs === null ? open.base === null : open.theirs.entry === null);

/** The text that is shown: the edit, else the value; `null` where the value is no text. */
export const shownText = (open: OpenKey): string | null => open.draft ?? textIn(open.form, open.base);

export const edited = (open: OpenKey, text: string): OpenKey => ({
  ...open,
  draft: isUnchanged(open.form, open.base, text) ? null : text,
});

/** A base with the form that it is best shown in. */
const shownAs = (open: OpenKey, base: KeyValue | null): Pick<OpenKey, 'base' | 'form'> => ({
  base,
  form: canLayOut(base) && !open.wantsStored ? 'laidOut' : 'stored',
});

/** The key was read, or a watch brought it: as it is at a revision. Older news than what is known changes nothing. */
export function seen(open: OpenKey, entry: KeyValue | null, revision: number): OpenKey {
  const ready: OpenKey = { ...open, phase: 'ready', failure: null };
  const changedAt = entry?.modRevision ?? revision;
  const known = Math.max(open.base?.modRevision ?? 0, open.theirs?.revision ?? 0);
  const isFirst = open.base === null && open.theirs === null && open.draft === null;
  if (isFirst) return { ...ready, ...shownAs(open, entry) };
  if (entry === null && open.base === null && open.theirs === null) return ready;
  if (changedAt <= known) return ready;
  const theirs = { entry, revision: changedAt };
  if (entry === null || open.draft !== null || open.isSaving) return { ...ready, theirs };
  const replaced = open.base === null ? null : { before: open.base, revision: changedAt };
  return { ...ready, ...shownAs(open, entry), theirs: null, replaced };
}

export const failed = (open: OpenKey, failure: Failure): OpenKey =>
  open.phase === 'ready' ? { ...open, failure } : { ...open, phase: 'failed', failure };

export const saving = (open: OpenKey): OpenKey => ({ ...open, isSaving: true, failure: null });

export const notSaved = (open: OpenKey): OpenKey => ({ ...open, isSaving: false });

/** A write of ours was confirmed. What was typed meanwhile stays an edit, now on top of it. */
export function saved(open: OpenKey, meta: KeyMeta, value: Uint8Array): OpenKey {
  const base = { ...meta, value };
  const isNewer = open.theirs !== null && open.theirs.revision > meta.modRevision;
  const next: OpenKey = {
    ...open,
    phase: 'ready',
    base,
    theirs: isNewer ? open.theirs : null,
    replaced: null,
    isSaving: false,
  };
  // What was written is what is stored now, however it was laid out when it was typed.
  const isWritten = open.draft === null || equalBytes(bytesIn(open.form, open.draft), value);
  return isWritten ? { ...next, draft: null } : edited(next, open.draft ?? '');
}

/** Whether there is an edit that would write the very bytes that are stored: only its layout differs. */
export const changesOnlyLayout = (open: OpenKey): boolean =>
  open.draft !== null && open.base !== null && open.theirs === null && equalBytes(draftBytes(open), open.base.value);

/** The edit put together with what somebody else wrote meanwhile, or `null` where both touch the same lines. */
export function mergedDraft({ base, draft, form, theirs }: OpenKey): string | null {
  if (draft === null || theirs === null || theirs.entry === null) return null;
  const before = textIn(form, base);
  const now = comparedText(form, theirs.entry);
  return before === null || now === null ? null : mergeLines(before, draft, now);
}

/** Goes on editing on top of what somebody else made of it, with both edits where they can stand side by side. */
export const merged = (open: OpenKey): OpenKey => rebased({ ...open, draft: mergedDraft(open) ?? open.draft });

/** Takes what somebody else made of it for seen: a save compares that. The edit stays as it is. */
export function rebased(open: OpenKey): OpenKey {
  if (open.theirs === null) return open;
  const { entry } = open.theirs;
  // Where theirs has no other form than the stored one, an edit that is laid out is written as it stands.
  const form = entry === null || canLayOut(entry) ? open.form : 'stored';
  const next: OpenKey = { ...open, base: entry, form, theirs: null, replaced: null };
  return open.draft === null ? next : edited(next, open.draft);
}

/** Forgets the edit and shows the key as it is; a deleted one keeps its last value in sight. */
export function discarded(open: OpenKey): OpenKey {
  if (open.theirs === null || open.theirs.entry === null) return { ...open, draft: null };
  return { ...open, draft: null, ...shownAs(open, open.theirs.entry), theirs: null, replaced: null };
}

/** Shows the same in the other form, the edit too. */
export function turned(open: OpenKey, form: ValueForm): OpenKey {
  const draft = open.draft === null ? null : movedTo(form, open.draft);
  return { ...open, form, wantsStored: form === 'stored', draft };
}

export const noticeRead = (open: OpenKey): OpenKey => ({ ...open, replaced: null });

/** The revision that a save compares: what the operator has seen, never what happens to be there. */
export const guardOf = (open: OpenKey): number => open.base?.modRevision ?? 0;

export const draftBytes = (open: OpenKey): Uint8Array => bytesIn(open.form, open.draft ?? '');
