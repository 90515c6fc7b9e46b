import { readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { printYaml } from '../yaml/print-yaml.ts';
import { SecretSearch } from './holds-secret.ts';
import { plainYamlJson } from './plain-yaml.ts';
import { readingWork } from './reading-work.ts';
import type { SearchBudget } from './search-budget.ts';
import { coverSecrets } from './secret-cover.ts';
import { wholeCover } from './secret-marks.ts';
import { documentsIn, startOf, withoutMark } from './text-documents.ts';

/** Covers the Secrets in texts. Keeps the rest readable where a text is JSON or YAML. */
export class TextCover {
  readonly #budget: SearchBudget;
  readonly #search: SecretSearch;

  constructor(budget: SearchBudget) {
    this.#budget = budget;
    this.#search = new SecretSearch(budget);
  }

  /**
   * Returns a text that holds a Secret as it may be shown: JSON and YAML with the data covered, any other text as a
   * cover alone; `null` where it holds no Secret. Searches the result once more, so that a mistake in covering shows
   * nothing. `depth`: the number of enclosing carriers.
   */
  cover(text: string, depth: number): string | null {
    if (!this.#search.isInText(text, depth)) return null;
    for (const covered of [this.#asJson(text, depth), this.#asDocuments(text, depth)])
      if (covered !== null && !this.#search.isInText(covered, depth)) return covered;
    return wholeCover(Buffer.byteLength(text));
  }

  #asJson(text: string, depth: number): string | null {
    const body = withoutMark(text).trim();
    if (!'{["'.includes(body.charAt(0)) || !this.#affords(body)) return null;
    const covered = coverSecrets(body, (one) => this.cover(one, depth + 1));
    return covered === null ? null : covered + (text.endsWith('\n') ? '\n' : '');
  }

  #asDocuments(text: string, depth: number): string | null {
    const documents = documentsIn(withoutMark(text));
    if (documents.length === 1) return this.#asYaml(text, depth);
    return documents.map((document) => this.#document(document, depth)).join('');
  }

  #document(document: string, depth: number): string {
    if (!this.#search.isInText(document, depth)) return document;
    const { line, body } = startOf(document);
    return (
      line + (this.#asJson(body, depth) ?? this.#asYaml(body, depth) ?? `${wholeCover(Buffer.byteLength(body))}\n`)
    );
  }

  #asYaml(text: string, depth: number): string | null {
    const json = this.#budget.spendYaml(text.length) ? plainYamlJson(text) : null;
    const covered =
      json === null || !this.#affords(json) ? null : coverSecrets(json, (one) => this.cover(one, depth + 1));
    if (covered === null || !'{['.includes(covered.charAt(0))) return null;
    const printed = printYaml(readJson(covered));
    return this.#search.isInText(printed, depth) ? null : printed;
  }

  /** Nested texts are read and written too, because they are part of the output. */
  #affords(text: string): boolean {
    return this.#budget.spend(2 * readingWork(Buffer.from(text)));
  }
}
