import type { ConnectionId } from '../../../contract/ids.ts';
import { type KeySource, liveKeys } from '../../../contract/key-source.ts';
import { createStore, type Store, useStore } from '../../state/store.ts';
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

/** Returns the choice of a connection, the same store as long as the window lives. */
export function sourceChoiceOf(connection: ConnectionId): Store<KeySourceChoice> {
  const choice = choices.get(connection) ?? createStore(atHead);
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
