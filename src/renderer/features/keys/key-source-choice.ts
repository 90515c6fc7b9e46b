import type { ConnectionId } from '../../../contract/ids.ts';
import { type KeySource, liveKeys } from '../../../contract/key-source.ts';
import { createStore, type Store, useStore } from '../../state/store.ts';

/** Which state of a connection's keys its screen shows, and who may answer. */
export interface KeySourceChoice {
  /** A past revision, to look at and not to edit; the head where it is `null`. */
  readonly revision: number | null;
  /** One member may answer alone: it works without quorum, and may be behind. */
  readonly isSerializable: boolean;
}

export const atHead: KeySourceChoice = { revision: null, isSerializable: false };

const choices = new Map<ConnectionId, Store<KeySourceChoice>>();

/** The choice of a connection, the same store as long as the window lives. */
export function sourceChoiceOf(connection: ConnectionId): Store<KeySourceChoice> {
  const choice = choices.get(connection) ?? createStore(atHead);
  choices.set(connection, choice);
  return choice;
}

export const sourceOf = (connection: ConnectionId, { revision, isSerializable }: KeySourceChoice): KeySource => ({
  ...liveKeys(connection, revision),
  isSerializable,
});

/** The head, whatever is looked at; from one member where that was chosen. */
export const headOf = (connection: ConnectionId, choice: KeySourceChoice): KeySource =>
  sourceOf(connection, { ...choice, revision: null });

export const useKeySourceChoice = (connection: ConnectionId): KeySourceChoice => useStore(sourceChoiceOf(connection));

export const readAt = (connection: ConnectionId, revision: number | null): void =>
  sourceChoiceOf(connection).update((before) => ({ ...before, revision }));

export const readFromOneMember = (connection: ConnectionId, isSerializable: boolean): void =>
  sourceChoiceOf(connection).update((before) => ({ ...before, isSerializable }));
