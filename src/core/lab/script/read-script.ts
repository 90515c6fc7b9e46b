import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { EtcdeckError } from '../../../contract/failure.ts';
import { deepPlaceIn } from '../../yaml/yaml-depth.ts';
import type { PlacedStep } from './script-steps.ts';
import { stepForms } from './step-forms.ts';

const mostSteps = 1_000;

/**
 * Reads a script for a lab: a YAML list with one step each, as `- kill: leader` or `- heal`. Fails with `BadRequest`, with
 * the `line` in its detail, for the first step that is not understood.
 */
export function readScript(text: string): readonly PlacedStep[] {
  if (deepPlaceIn(text) !== null) throw wrong(1, 'it is nested too deep');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const [what = 'it is no YAML'] = error.message.split(/ at line |\n/);
    throw wrong(error.linePos?.[0].line ?? 1, `this is no YAML: ${what}`);
  }
  const lineOf = (node: unknown): number => {
    // Every node of a document that was read has its range.
    const range = (node as Partial<Node> | null)?.range;
    return range ? lines.linePos(range[0]).line : 1;
  };
  const { contents } = document;
  if (!isSeq(contents)) throw wrong(lineOf(contents), 'a script is a list of steps, as "- kill: leader"');
  if (contents.items.length > mostSteps) throw wrong(1, `a script has ${mostSteps} steps at most`);
  return contents.items.map((item) => {
    const line = lineOf(item);
    const { word, value } = wordOf(item, line);
    const form = Object.hasOwn(stepForms, word) ? stepForms[word] : undefined;
    if (form === undefined) {
      throw wrong(line, `there is no step ${shown(word)}; there are ${Object.keys(stepForms).join(', ')}`);
    }
    const plain = isAlias(value) ? undefined : (value?.toJS(document, { maxAliasCount: 50 }) ?? null);
    const step = form.read(plain);
    if (step === null) throw wrong(line, `${word} takes ${form.takes}`);
    return { line, text: plain === null ? word : `${word}: ${JSON.stringify(plain)}`, step };
  });
}

/** Returns the word that a step begins with, and what stands behind it. */
function wordOf(item: unknown, line: number): { readonly word: string; readonly value: Node | null } {
  if (isScalar(item) && typeof item.value === 'string') return { word: item.value, value: null };
  const [pair, ...others] = isMap(item) ? item.items : [];
  if (pair === undefined || others.length > 0 || !isScalar(pair.key) || typeof pair.key.value !== 'string') {
    throw wrong(line, 'a step is one word, with what it is about behind it, as "kill: leader"');
  }
  // What was read has nodes everywhere.
  return { word: pair.key.value, value: pair.value as Node | null };
}

const shown = (word: string): string => JSON.stringify(word.slice(0, 40));

function wrong(line: number, what: string): EtcdeckError {
  const message = `line ${line}: ${what}`;
  return new EtcdeckError({ code: 'BadRequest', message, operation: 'lab script', detail: { line } });
}
