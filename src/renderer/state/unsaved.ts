import type { ConnectionId } from '../../contract/ids.ts';
import { membersOf } from './members-of.ts';
import { createStore, type Store } from './store.ts';
import { readRemembered, remember } from './window-memory.ts';

/** The name of an edit that is not saved. */
export interface EditName {
  /** What is edited: a key, an object, a connection. */
  readonly title: string;
  /** The connection that it belongs to; empty where it belongs to none. */
  readonly where: string;
}

export interface UnsavedEdit extends EditName {
  /**
   * Returns what the window's memory may hold of the edit, as JSON; `null` where it has, or may have, secret data.
   */
  readonly keep: () => Promise<unknown>;
  /** What is kept is not all of it: a form, but not the password in it. */
  readonly isPartial?: boolean;
}

/** An edit, and what a reload would bring back of it. */
export interface StandingEdit extends EditName {
  /** What is kept; `null`: nothing. */
  readonly draft: unknown;
  /** The draft is all of the edit. */
  readonly isKept: boolean;
}

const name = 'drafts';
/** The most drafts that are kept. */
const mostDrafts = 60;
/** Below what a name may hold, with room for the names of the edits. */
const mostLetters = 900_000;
/** Typing goes on for a moment; what is kept follows a few times a second. */
const keepEveryMs = 300;

/** Every edit of this window that is not saved, by its place: what is edited, the connection, and which: `keys/prod/2f61`. */
export const unsavedEdits: Store<ReadonlyMap<string, StandingEdit>> = createStore(readDrafts());

/** The newest version of each edit. An edit that left it is dropped, even while it is being checked for secrets. */
const newest = new Map<string, UnsavedEdit>();
const keeping = new Map<string, Promise<void>>();

/** Records an edit at a place, or its newer version. */
export function noteEdit(place: string, edit: UnsavedEdit): void {
  newest.set(place, edit);
  setStanding(place, { ...nameOf(edit), draft: unsavedEdits.get().get(place)?.draft ?? null, isKept: false });
  if (!keeping.has(place)) keeping.set(place, keepNewest(place));
}

/** Drops an edit that was saved or given up. */
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

/** Drops every edit of a connection that was removed. */
export function forgetEditsOf(connection: ConnectionId): void {
  for (const place of [...unsavedEdits.get().keys()]) if (place.split('/')[1] === connection) forgetEdit(place);
}

/** Returns the drafts kept at places that begin so. A draft that does not parse is left out. */
export function draftsAt<T>(
  begin: string,
  parse: (draft: unknown) => T | null,
): readonly { readonly place: string; readonly draft: T }[] {
  return [...unsavedEdits.get()].flatMap(([place, edit]) => {
    const draft = place.startsWith(begin) && edit.draft !== null ? parse(edit.draft) : null;
    return draft === null ? [] : [{ place, draft }];
  });
}

/** Resolves to whether a reload would bring back every edit, once the newest versions are checked. */
export async function areAllKept(): Promise<boolean> {
  while (keeping.size > 0) await Promise.all(keeping.values());
  return [...unsavedEdits.get().values()].every(({ isKept }) => isKept);
}

/** Starts again from the window's memory, as a page does that is loaded. */
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
    // A version typed meanwhile is checked next; an edit given up is not kept.
    if (newest.get(place) === edit) keep(place, edit, draft);
    else if (newest.has(place)) await new Promise((resolve) => setTimeout(resolve, keepEveryMs));
  }
  keeping.delete(place);
}

function keep(place: string, edit: UnsavedEdit, draft: unknown): void {
  setStanding(place, { ...nameOf(edit), draft, isKept: draft !== null && edit.isPartial !== true });
  if (writeDrafts()) return;
  // Too large altogether: earlier drafts stay kept, this one is not.
  setStanding(place, { ...nameOf(edit), draft: null, isKept: false });
  writeDrafts();
}

const nameOf = ({ title, where }: EditName): EditName => ({ title, where });

const setStanding = (place: string, edit: StandingEdit): void =>
  unsavedEdits.update((before) => new Map(before).set(place, edit));

/** Returns false where not all drafts could be kept. */
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
