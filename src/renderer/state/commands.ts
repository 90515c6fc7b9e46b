import { type ReactNode, useEffect, useRef } from 'react';
import type { Shortcut } from '../ui/shortcut.ts';
import { createStore } from './store.ts';

/** Something the operator can do: one object feeds the palette, the shortcuts, menus and buttons. */
export interface Command {
  readonly id: string;
  /** What it does, as a verb: `Save snapshot`. */
  readonly title: string;
  /** The heading it stands under in the palette and on the shortcut sheet. */
  readonly group: string;
  /** Other words that it can be found by. */
  readonly keywords?: string;
  readonly shortcut?: Shortcut;
  readonly icon?: ReactNode;
  /** Made from what is typed, such as `Go to key /a`: it matches always. */
  readonly isLiteral?: boolean;
  readonly run: () => void;
}

/** Commands that depend on what is typed, such as `Go to key /a/b`. */
export type CommandSource = (query: string) => readonly Command[];

/** The sources of all that is mounted, in the order they came. */
export const commandSources = createStore<readonly { readonly source: CommandSource }[]>([]);

export const commandsFor = (query: string): readonly Command[] =>
  commandSources.get().flatMap((entry) => entry.source(query));

/** Offers commands while the component is mounted. */
export function useCommandSource(source: CommandSource): void {
  const latest = useRef(source);
  latest.current = source;
  useEffect(() => {
    const entry = { source: (query: string) => latest.current(query) };
    commandSources.update((before) => [...before, entry]);
    return () => commandSources.update((before) => before.filter((other) => other !== entry));
  }, []);
}

/** Offers commands that do not depend on what is typed. */
export function useCommands(commands: readonly Command[]): void {
  useCommandSource(() => commands);
}

/** What was found for a text so far. */
export interface FoundCommands {
  /** The one thing that has exactly this name; `undefined` while that is not known, `null` where there is none. */
  readonly named: Command | null | undefined;
  /** Things with similar names. */
  readonly hits: readonly Command[];
  /** How far the search looked, or why it could not, in a sentence; `null` before that is known. */
  readonly note: string | null;
  readonly isLooking: boolean;
}

/** Finds things by a text while it is typed; stopped when the text changes. */
export interface CommandFinder {
  /** The kind of thing, for the palette's words: `key`. */
  readonly noun: string;
  readonly find: (query: string, signal: AbortSignal) => AsyncIterable<FoundCommands>;
}

/** The finder of the screen that is shown. */
export const commandFinder = createStore<CommandFinder | null>(null);

/** Lets the palette find things while the component is mounted. */
export function useCommandFinder(finder: CommandFinder): void {
  const latest = useRef(finder);
  latest.current = finder;
  const { noun } = finder;
  useEffect(() => {
    const mine: CommandFinder = { noun, find: (query, signal) => latest.current.find(query, signal) };
    commandFinder.update(() => mine);
    return () => commandFinder.update((now) => (now === mine ? null : now));
  }, [noun]);
}
