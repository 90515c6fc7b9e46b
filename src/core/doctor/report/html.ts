import type { Part, Report } from './parts.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The page loads nothing; the policy enforces this for any text in it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";
const style = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1c2024; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; } th, td { border: 1px solid #d5d9de; padding: 0.25rem 0.6rem; text-align: left; }
section { border-left: 4px solid #8b949e; padding: 0.1rem 1rem; margin: 1rem 0; }
section.critical { border-color: #c4231c; } section.warning { border-color: #b26a00; } section.info { border-color: #2368b8; }
section p { margin: 0.35rem 0; } code { font-family: ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) { body { background: #16191d; color: #e6e8eb; } th, td { border-color: #3b4148; } }
`;

/** Returns a report as one HTML page without other files. */
export function toHtml({ title, parts }: Report): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<h1>${escaped(title)}</h1>`,
    ...parts.map(htmlOf),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function htmlOf(part: Part): string {
  switch (part.kind) {
    case 'heading':
      return `<h2>${escaped(part.text)}</h2>`;
    case 'text':
      return `<p>${escaped(part.text)}</p>`;
    case 'table':
      return `<div class="scroll"><table><thead>${row('th', part.head)}</thead><tbody>${part.rows.map((cells) => row('td', cells)).join('')}</tbody></table></div>`;
    case 'finding': {
      const lines = part.lines.map((line) => `<p>${escaped(line)}</p>`).join('');
      const commands = part.commands.map((line) => `<p><code>${escaped(line)}</code></p>`).join('');
      return `<section class="${part.severity}"><p><strong>${part.severity}: ${escaped(part.title)}</strong></p>${lines}${commands}</section>`;
    }
  }
}

const row = (tag: 'th' | 'td', cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
