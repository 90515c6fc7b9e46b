import type { Command } from '../../state/commands.ts';

/** Ranks the commands for a query: those that begin with it, have a word that does, contain its words. */
export function rankCommands(
  commands: readonly Command[],
  query: string,
  recent: readonly string[],
): readonly Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const scored = commands.flatMap((command) => {
    const score = scoreOf(command, words);
    if (score === 0) return [];
    const at = recent.indexOf(command.id);
    return [{ command, score: score + (at === -1 ? 0 : 1 / (at + 2)) }];
  });
  // Array.prototype.sort is stable: equals stay in the order in which they were offered.
  return scored.sort((a, b) => b.score - a.score).map(({ command }) => command);
}

function scoreOf(command: Command, words: readonly string[]): number {
  if (words.length === 0 || command.isLiteral) return 1;
  const title = command.title.toLowerCase();
  const all = `${title} ${command.group} ${command.keywords ?? ''}`.toLowerCase();
  if (!words.every((word) => all.includes(word))) return 0;
  const [first = ''] = words;
  if (title.startsWith(words.join(' '))) return 4;
  if (title.split(/\s+/).some((part) => part.startsWith(first))) return 3;
  return title.includes(first) ? 2 : 1;
}
