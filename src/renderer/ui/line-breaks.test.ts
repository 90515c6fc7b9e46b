import { MonospaceLineBreaksComputerFactory } from 'monaco-editor/editor/common/viewModel/monospaceLineBreaksComputer.js';
import { expect, it, vi } from 'vitest';
import { breakAhead, type RowOptions, takeRowsAhead } from './line-breaks.ts';

const factory = new MonospaceLineBreaksComputerFactory('([{', ' \t})]?|/&.,;');

const font = { typicalHalfwidthCharacterWidth: 7.5, typicalFullwidthCharacterWidth: 15, fontSize: 12.5 };
const rowsOf = (column: number): RowOptions => [font, 4, column, 1, 'normal', false, false];

const lines = [
  '{',
  '  "short": 1,',
  `  "long": "${'the quick brown fox '.repeat(20)}",`,
  '\t"tab":\ttrue,',
  '  "wide": "日本語のとても長い文章です",',
  `  "unbroken": "${'x'.repeat(120)}",`,
  `  "emoji": "${'🦊'.repeat(30)}"`,
  '',
  '}',
];

/** Asks as Monaco does when an editor is given a text. */
function ask(shown: readonly string[], options: RowOptions) {
  const lineAt = vi.fn((line: number) => shown[line - 1] ?? '');
  const source = { getLineContent: lineAt, getLineInjectedText: () => [] };
  const computer = factory.createLineBreaksComputer(source, ...options);
  for (const at of shown.keys()) computer.addRequest(at + 1, null);
  return { rows: computer.finalize(), isAsked: lineAt.mock.calls.length > 0 };
}

function showAhead(options: { readonly shownWith?: RowOptions; readonly edit?: boolean } = {}) {
  let version = 1;
  let shown: ReturnType<typeof ask> | undefined;
  const text = { factory, options: rowsOf(40), version: () => version, lineCount: lines.length };
  const steps = breakAhead(
    lines.join('\n').length,
    () => ({ ...text, lineAt: (line) => lines[line - 1] ?? '' }),
    () => {
      shown = ask(lines, options.shownWith ?? rowsOf(40));
    },
  );
  for (const step of steps.slice(0, -1)) step();
  if (options.edit === true) version += 1;
  steps.at(-1)?.();
  return shown;
}

const whole = ask(lines, rowsOf(40)).rows;
takeRowsAhead();

it('finds the rows that Monaco finds, and has them taken', () => {
  expect(whole.filter((rows) => rows !== null)).not.toHaveLength(0);
  expect(showAhead()).toEqual({ rows: whole, isAsked: false });
});

it('leaves it to Monaco where the width has changed', () => {
  const other = ask(lines, rowsOf(60)).rows;
  expect(showAhead({ shownWith: rowsOf(60) })).toEqual({ rows: other, isAsked: true });
});

it('leaves it to Monaco where the text was edited meanwhile', () => {
  expect(showAhead({ edit: true })).toEqual({ rows: whole, isAsked: true });
});

it('gives the rows to nobody else', () => {
  showAhead();
  expect(ask(lines, rowsOf(40)).isAsked).toBe(true);
});
