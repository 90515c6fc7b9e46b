import type { RevisionSighting } from '../../../contract/history.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { type KeySource, liveKeys } from '../../../contract/key-source.ts';
import { membersOf } from '../../state/members-of.ts';
import { createStore, type Store, useStore } from '../../state/store.ts';
import { readRemembered, remember } from '../../state/window-memory.ts';
import type { MomentGap } from './revision-clock.ts';
import type { SourceId } from './source-id.ts';

/** Which moment of a source's keys its screens show, and who may answer. */
export interface KeySourceChoice {
  /** A past revision, read-only; `null`: the head, of a file its last one. */
  readonly revision: number | null;
  /** The gap that the moment lies in, where a time was chosen whose revision is not known. */
  readonly gap: MomentGap | null;
  /** One member may answer alone: it works without quorum, and may be behind. */
  readonly isSerializable: boolean;
}

export const atHead: KeySourceChoice = { revision: null, gap: null, isSerializable: false };

const choices = new Map<SourceId, Store<KeySourceChoice>>();

/** Returns the choice of a source, the same store as long as the page lives; a reload begins where it was left. */
export function sourceChoiceOf(source: SourceId): Store<KeySourceChoice> {
  const known = choices.get(source);
  if (known !== undefined) return known;
  const choice = createStore(atHead);
  keepChoice(source, choice);
  choices.set(source, choice);
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

export const useKeySourceChoice = (source: SourceId): KeySourceChoice => useStore(sourceChoiceOf(source));

export const readAt = (source: SourceId, revision: number | null, gap: MomentGap | null = null): void =>
  sourceChoiceOf(source).update((before) => ({ ...before, revision, gap: revision === null ? null : gap }));

export const readFromOneMember = (connection: ConnectionId, isSerializable: boolean): void =>
  sourceChoiceOf(connection).update((before) => ({ ...before, isSerializable }));

/** Puts the moment and the way of reading back as this window left them, and remembers them from then on. */
export function keepChoice(source: SourceId, choice: Store<KeySourceChoice>): void {
  const name = `source/${source}`;
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
