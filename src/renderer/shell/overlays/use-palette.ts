import { type ClipboardEvent, type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { readEtcdctlLine, withoutSecrets } from '../../../contract/etcdctl-bridge/read-line.ts';
import { type Command, commandSources, commandsFor } from '../../state/commands.ts';
import { useLayout } from '../../state/layout.ts';
import { lineOpener } from '../../state/line-opener.ts';
import { useStore } from '../../state/store.ts';
import { showToast } from '../../state/toasts.ts';
import { readPaletteLine } from './palette-line.ts';
import { rankCommands } from './rank-commands.ts';
import { useFound } from './use-found.ts';

const keptRecent = 8;

const readRecent = (json: unknown): readonly string[] | null =>
  Array.isArray(json) ? json.filter((id) => typeof id === 'string') : null;

/** The options of the palette, from the top. The active option stays active when others arrive. */
export interface PaletteOptions {
  readonly commands: readonly Command[];
  /** The option that the text names exactly; `undefined` while unknown, `null` when there is none. */
  readonly named: Command | null | undefined;
  readonly hits: readonly Command[];
  /** Options made from the text, for a key or object that was not found. */
  readonly literals: readonly Command[];
}

/** The state of the palette: its text, its options, and the active one. */
export function usePalette(onClose: () => void) {
  const sources = useStore(commandSources);
  const [query, setQuery] = useState('');
  /** The active option, which stays active when others are found. */
  const [chosen, setChosen] = useState<string | null>(null);
  const [awaited, setAwaited] = useState<string | null>(null);
  const [recent, setRecent] = useLayout<readonly string[]>('palette.recent', [], readRecent);
  const opener = useStore(lineOpener);
  const line = useMemo(
    () => readPaletteLine(query, opener, (text) => showToast({ tone: 'warn', text })),
    [query, opener],
  );
  const isLine = line !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sources are what `commandsFor` asks.
  const offered = useMemo(() => {
    // A line of etcdctl is no name: it is looked for nowhere, and may hold a password.
    if (isLine) return { literals: [], commands: [] };
    const all = commandsFor(query).filter((command) => command.id !== 'shell.palette');
    const literals = all.filter((command) => command.isLiteral);
    return {
      literals,
      commands: rankCommands(
        all.filter((command) => !command.isLiteral),
        query,
        recent,
      ),
    };
  }, [sources, query, recent, isLine]);
  const found = useFound(isLine ? '' : query);
  const isWaiting = found === 'waiting' || (found?.named === undefined && found !== null);
  const told = found === 'waiting' ? null : found;
  const named = isWaiting ? undefined : (told?.named ?? null);
  const isLooking = isWaiting || (told?.isLooking ?? false);
  const opening = line?.command ?? null;
  const commands = opening === null ? offered.commands : [opening];
  const options: PaletteOptions = { ...offered, commands, named, hits: told?.hits ?? [] };
  const foundFirst = [...options.commands, ...(named ? [named] : []), ...options.hits];
  const inOrder = [...foundFirst, ...options.literals];
  // Before it is known whether the text names something, only a command can be meant by it; a search for it only when no
  // name is found.
  const first =
    options.commands[0] ?? (isWaiting ? undefined : (foundFirst[0] ?? (isLooking ? undefined : inOrder[0])));
  const active = inOrder.find((command) => command.id === chosen) ?? first;
  const firstId = first?.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has another first one.
  useEffect(() => setChosen((before) => before ?? firstId), [firstId, query]);

  const type = (text: string): void => {
    setQuery(text);
    setChosen(null);
    setAwaited(null);
  };
  /** A field of one line would drop the line ends of a pasted command, and show its password. */
  const onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text');
    if (readEtcdctlLine(text) === null) return;
    event.preventDefault();
    type(withoutSecrets(text).trim());
  };
  const run = (command: Command): void => {
    onClose();
    if (!command.isLiteral) {
      setRecent([command.id, ...recent.filter((other) => other !== command.id)].slice(0, keptRecent));
    }
    command.run();
  };
  // Enter was pressed before it was known what the text names: that is run unseen, or what was in sight all along.
  useEffect(() => {
    if (awaited === null || isWaiting) return;
    const [literal] = options.literals;
    if (named) run(named);
    else if (options.hits.length === 0 && isLooking) return;
    else if (options.hits.length === 0 && literal !== undefined) run(literal);
    setAwaited(null);
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = active === undefined ? -1 : inOrder.indexOf(active);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      const to = at === -1 && step < 0 ? inOrder.length - 1 : (at + step + inOrder.length) % inOrder.length;
      setChosen(inOrder[to]?.id ?? null);
    } else if (event.key === 'Enter' && active !== undefined) run(active);
    else if (event.key === 'Enter' && isLooking) setAwaited(query);
    else return;
    event.preventDefault();
  };
  return {
    query,
    type,
    options,
    active,
    choose: (command: Command) => setChosen(command.id),
    run,
    onKeyDown,
    onPaste,
    line,
    note: told?.note ?? null,
    isLooking,
  };
}
