import type { ConnectionId } from '../../contract/ids.ts';
import { membersOf } from './members-of.ts';
import { createStore, type Store } from './store.ts';
import { readRemembered, remember } from './window-memory.ts';

/** What an edit that is written nowhere yet is called. */
export interface EditName {
  /** What is edited: a key, an object, a connection. */
  readonly title: string;
  /** The connection that it belongs to; empty where it belongs to none. */
  readonly where: string;
}

export interface UnsavedEdit extends EditName {
  /**
   * What of the edit may lie in the window's memory, as JSON; `null` where nothing may. Whatever holds secret data, or might,
   * gives `null`.
   */
  readonly keep: () => Promise<unknown>;
  /** What is kept is not all of it: a form, but not the password in it. */
  readonly isPartial?: boolean;
}

/** An edit as it stands: what a reload would bring back of it. */
export interface StandingEdit extends EditName {
  /** What is kept of it; `null`: nothing. */
  readonly draft: unknown;
  /** The draft is all of the edit. */
  readonly isKept: boolean;
}

const name = 'drafts';
/** More edits than anybody has in hand at once. */
const mostDrafts = 60;
/** Below what a name may hold, with room for the names of the edits. */
const mostLetters = 900_000;
/** Typing goes on for a moment; what is kept follows a few times a second. */
const keepEveryMs = 300;

/** Every edit of this window that is not saved, by its place: what is edited, the connection, and which: `keys/prod/2f61`. */
export const unsavedEdits: Store<ReadonlyMap<string, StandingEdit>> = createStore(readDrafts());

/** The newest of each edit; what is not in it any more is forgotten, whatever is still being looked at. */
const newest = new Map<string, UnsavedEdit>();
const keeping = new Map<string, Promise<void>>();

/** Says that there is an edit at a place, or that it is another by now. */
export function noteEdit(place: string, edit: UnsavedEdit): void {
  newest.set(place, edit);
  setStanding(place, { ...nameOf(edit), draft: unsavedEdits.get().get(place)?.draft ?? null, isKept: false });
  if (!keeping.has(place)) keeping.set(place, keepNewest(place));
}

/** Says that an edit was saved, or given up. */
export function forgetEdit(place: string): void {
  newest.delete(place);
  if (!unsavedEdits.get().has(place)) return;
  unsavedEdits.update((before) => {
    const edits = new Map(before);
    edits.delete(place);
    return edits;
  });
  writeDrafts();
}

/** Says that a connection was removed, and every edit with it. */
export function forgetEditsOf(connection: ConnectionId): void {
  for (const place of [...unsavedEdits.get().keys()]) if (place.split('/')[1] === connection) forgetEdit(place);
}

/** What is kept at places that begin so; what does not parse is not brought back. */
export function draftsAt<T>(
  begin: string,
  parse: (draft: unknown) => T | null,
): readonly { readonly place: string; readonly draft: T }[] {
  return [...unsavedEdits.get()].flatMap(([place, edit]) => {
    const draft = place.startsWith(begin) && edit.draft !== null ? parse(edit.draft) : null;
    return draft === null ? [] : [{ place, draft }];
  });
}

/** Whether a reload would bring back every edit, once what was typed last has been looked at. */
export async function areAllKept(): Promise<boolean> {
  while (keeping.size > 0) await Promise.all(keeping.values());
  return [...unsavedEdits.get().values()].every(({ isKept }) => isKept);
}

/** Begins anew with what the window's memory has, as a page does that is loaded. */
export function recallEdits(): void {
  newest.clear();
  unsavedEdits.update(readDrafts);
}

async function keepNewest(place: string): Promise<void> {
  let looked: UnsavedEdit | undefined;
  for (;;) {
    const edit = newest.get(place);
    if (edit === undefined || edit === looked) break;
    looked = edit;
    const draft = await edit.keep().catch(() => null);
    // What was typed meanwhile is looked at next; what was given up is not kept.
    if (newest.get(place) === edit) keep(place, edit, draft);
    else if (newest.has(place)) await new Promise((resolve) => setTimeout(resolve, keepEveryMs));
  }
  keeping.delete(place);
}

function keep(place: string, edit: UnsavedEdit, draft: unknown): void {
  setStanding(place, { ...nameOf(edit), draft, isKept: draft !== null && edit.isPartial !== true });
  if (writeDrafts()) return;
  // Too much altogether: what was kept before stays, this one is not.
  setStanding(place, { ...nameOf(edit), draft: null, isKept: false });
  writeDrafts();
}

const nameOf = ({ title, where }: EditName): EditName => ({ title, where });

const setStanding = (place: string, edit: StandingEdit): void =>
  unsavedEdits.update((before) => new Map(before).set(place, edit));

/** False where not all of it could be kept. */
function writeDrafts(): boolean {
  const kept = [...unsavedEdits.get()].flatMap(([place, { title, where, draft }]) =>
    draft === null ? [] : [{ place, title, where, draft }],
  );
  if (kept.length > mostDrafts || JSON.stringify(kept).length > mostLetters) return false;
  remember(name, kept.length === 0 ? null : kept);
  return kept.length === 0 || readRemembered(name, (stored) => stored) !== null;
}

function readDrafts(): ReadonlyMap<string, StandingEdit> {
  const stored = readRemembered(name, (value) => (Array.isArray(value) ? value : null)) ?? [];
  const edits = new Map<string, StandingEdit>();
  for (const entry of stored.slice(0, mostDrafts)) {
    const { place, title, where, draft } = membersOf(entry);
    if (typeof place !== 'string' || typeof title !== 'string' || typeof where !== 'string' || draft == null) continue;
    edits.set(place, { title, where, draft, isKept: true });
  }
  return edits;
}
