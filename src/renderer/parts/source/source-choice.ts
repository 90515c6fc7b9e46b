import type { RevisionSighting } from '../../../contract/history.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { type KeySource, liveKeys } from '../../../contract/key-source.ts';
import { membersOf } from '../../state/members-of.ts';
import { createStore, type Store, useStore } from '../../state/store.ts';
import { readRemembered, remember } from '../../state/window-memory.ts';
import type { MomentGap } from './revision-clock.ts';

/** Which moment of a connection's keys its screens show, and who may answer. */
export interface KeySourceChoice {
  /** A past revision, read-only; `null`: the head. */
  readonly revision: number | null;
  /** The gap that the moment lies in, where a time was chosen whose revision is not known. */
  readonly gap: MomentGap | null;
  /** One member may answer alone: it works without quorum, and may be behind. */
  readonly isSerializable: boolean;
}

export const atHead: KeySourceChoice = { revision: null, gap: null, isSerializable: false };

const choices = new Map<ConnectionId, Store<KeySourceChoice>>();

/** Returns the choice of a connection, the same store as long as the page lives; a reload begins where it was left. */
export function sourceChoiceOf(connection: ConnectionId): Store<KeySourceChoice> {
  const known = choices.get(connection);
  if (known !== undefined) return known;
  const choice = createStore(atHead);
  keepChoice(connection, choice);
  choices.set(connection, choice);
  return choice;
}

export const sourceOf = (
  connection: ConnectionId,
  { revision, isSerializable }: Omit<KeySourceChoice, 'gap'>,
): KeySource => ({
  ...liveKeys(connection, revision),
  isSerializable,
});

/** Returns the head, at any shown moment; of one member if that was chosen. */
export const headOf = (connection: ConnectionId, choice: KeySourceChoice): KeySource =>
  sourceOf(connection, { ...choice, revision: null });

export const useKeySourceChoice = (connection: ConnectionId): KeySourceChoice => useStore(sourceChoiceOf(connection));

export const readAt = (connection: ConnectionId, revision: number | null, gap: MomentGap | null = null): void =>
  sourceChoiceOf(connection).update((before) => ({ ...before, revision, gap: revision === null ? null : gap }));

export const readFromOneMember = (connection: ConnectionId, isSerializable: boolean): void =>
  sourceChoiceOf(connection).update((before) => ({ ...before, isSerializable }));

/** Puts the moment and the way of reading back as this window left them, and remembers them from then on. */
export function keepChoice(connection: ConnectionId, choice: Store<KeySourceChoice>): void {
  const name = `source/${connection}`;
  const left = readRemembered(name, parseChoice);
  if (left !== null) choice.update(() => left);
  choice.subscribe(() => {
    const now = choice.get();
    remember(name, now.revision === null && !now.isSerializable ? null : now);
  });
}

function parseChoice(json: unknown): KeySourceChoice | null {
  const { revision, gap, isSerializable } = membersOf(json);
  if (typeof isSerializable !== 'boolean') return null;
  return isRevision(revision)
    ? { revision, gap: parseGap(gap), isSerializable }
    : { revision: null, gap: null, isSerializable };
}

function parseGap(json: unknown): MomentGap | null {
  const { moment, ...ends } = membersOf(json);
  const [earlier, later] = [parseSighting(ends.earlier), parseSighting(ends.later)];
  return typeof moment === 'number' && earlier !== null && later !== null ? { moment, earlier, later } : null;
}

function parseSighting(json: unknown): RevisionSighting | null {
  const { revision, at } = membersOf(json);
  return isRevision(revision) && typeof at === 'number' ? { revision, at } : null;
}

const isRevision = (json: unknown): json is number => Number.isSafeInteger(json) && Number(json) > 0;
