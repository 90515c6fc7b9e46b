import type { Part, Report } from './parts.ts';

/** Returns a report as Markdown, for a ticket or a chat. */
export function toMarkdown({ title, parts }: Report): string {
  return `${[`# ${escaped(title)}`, ...parts.map(markdownOf)].join('\n\n')}\n`;
}

function markdownOf(part: Part): string {
  switch (part.kind) {
    case 'heading':
      return `## ${escaped(part.text)}`;
    case 'text':
      return escaped(part.text);
    case 'table':
      return [
        row(part.head),
        row(
          part.head.map(() => '---'),
          (cell) => cell,
        ),
        ...part.rows.map((cells) => row(cells)),
      ].join('\n');
    case 'finding':
      return [
        `### ${part.severity}: ${escaped(part.title)}`,
        ...part.lines.map(escaped),
        // An indented line is code up to its end; no text in it can end it earlier.
        ...(part.commands.length === 0 ? [] : [part.commands.map((line) => `    ${line}`).join('\n')]),
      ].join('\n\n');
  }
}

const row = (cells: readonly string[], write: (cell: string) => string = escaped): string =>
  `| ${cells.map(write).join(' | ')} |`;

/** Escapes every character with a meaning in Markdown, and those of HTML and links. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]()#+!|~-]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
