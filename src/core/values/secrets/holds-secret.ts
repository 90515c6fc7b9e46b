import { bufferOf } from '../../bytes/bytes.ts';
import { plainTextOf } from '../../bytes/text-form.ts';
import { readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { storedAs } from '../../kubernetes-storage/heads/stored-as.ts';
import { printYaml } from '../yaml/print-yaml.ts';
import { decodedRuns, firstRun } from './encoded-runs.ts';
import { hidesText, unescaped } from './escapes.ts';
import { isPlain, isPlainText } from './first-look.ts';
import { firstSearch } from './first-search.ts';
import { jsonHoldsSecret, jsonIn } from './json-secrets.ts';
import { gzipStarts } from './packed-parts.ts';
import { plainYamlJson } from './plain-yaml.ts';
import { embedsSecret, protobufHoldsSecret } from './protobuf-secrets.ts';
import { readingWork } from './reading-work.ts';
import { SearchBudget } from './search-budget.ts';
import { hasSecretForm, mayBeSecret, secretWord, secretWordInBase64 } from './secret-forms.ts';
import { cover } from './secret-marks.ts';
import { documentsIn, startOf, withoutMark } from './text-documents.ts';
import { isWide, narrowed } from './wide-text.ts';

/** How many carriers may be nested. */
const deepest = 8;
/** The fixed cost of a part, and the cost of each of its bytes, in nanoseconds. */
const visitWork = 600;
const byteWork = 1;
/** The cost of a byte in a run of digits, in UTF-16 text, in a protobuf message. */
const runWork = 10;
const wideWork = 15;
const messageWork = 60;
const partWork = 30;
/** The shortest object with data is longer. */
const shortestText = 16;
const coverBytes = Buffer.from(cover);

/**
 * Returns whether a value contains an unencrypted Kubernetes Secret: the object itself, in a list, in a text of another
 * object, in YAML, gzip, base64, JSON in JSON, and in these nested. Undecided counts as `true`: an unread part could
 * hold one, or the budget ended. Fast for values without any such form; linear and bounded for all others.
 */
export function holdsSecret(value: Uint8Array, budget = new SearchBudget()): boolean {
  return new SecretSearch(budget).isIn(bufferOf(value), 0);
}

/** Returns whether a text that is shown by itself holds a Secret. */
export function textHoldsSecret(text: string, budget = new SearchBudget()): boolean {
  return new SecretSearch(budget).isInText(text, 0);
}

/**
 * Returns whether a value holds covered data. Such a value must never be stored, because a cover does not contain the
 * data.
 */
export function holdsCover(value: Uint8Array): boolean {
  const bytes = bufferOf(value);
  return bytes.includes(coverBytes) && bytes.includes(secretWord);
}

/**
 * A search within a budget, through one value or several parts of one. Once the budget is spent, every part counts as a
 * Secret.
 */
export class SecretSearch {
  readonly #budget: SearchBudget;

  constructor(budget: SearchBudget) {
    this.#budget = budget;
  }

  /** `depth`: the number of enclosing carriers. */
  isIn(bytes: Buffer, depth: number): boolean {
    if (!this.#budget.spend(visitWork + bytes.length * byteWork)) return true;
    if (isPlain(bytes)) return false;
    const runs = depth > deepest ? null : firstSearch(bytes);
    if (runs !== null) return !this.#budget.spend(runs);
    const starts = gzipStarts(bytes);
    const run = firstRun(bytes);
    const isClear = this.#isWorthReading(bytes);
    if (!isClear && run < 0 && starts?.length === 0) return false;
    if (starts === null || depth > deepest) return true;
    // Readable parts come before those that must be unpacked.
    return (
      (isClear && this.#isInClear(bytes, depth)) ||
      starts.some((start) => this.#isInPacked(bytes.subarray(start), depth)) ||
      (run >= 0 && this.#isInRuns(bytes, run, depth))
    );
  }

  isInText(text: string, depth: number): boolean {
    return text.length >= shortestText && !isPlainText(text) && this.isIn(Buffer.from(text), depth);
  }

  #isWorthReading(bytes: Buffer): boolean {
    return bytes.includes(secretWord) || bytes.includes(secretWordInBase64) || hidesText(bytes) || isWide(bytes);
  }

  #isInPacked(packed: Buffer, depth: number): boolean {
    const bytes = this.#budget.gunzip(packed);
    return bytes === null || this.isIn(bytes, depth + 1);
  }

  #isInRuns(bytes: Buffer, first: number, depth: number): boolean {
    for (const decoded of decodedRuns(bytes, first))
      if (!this.#budget.spend(decoded.length * runWork) || this.isIn(decoded, depth + 1)) return true;
    return false;
  }

  #isInClear(bytes: Buffer, depth: number): boolean {
    if (!this.#budget.spend(readingWork(bytes))) return true;
    if (embedsSecret(bytes)) return true;
    if (storedAs(bytes) === 'protobuf') {
      if (!this.#budget.spend(bytes.length * messageWork)) return true;
      return protobufHoldsSecret(bytes, {
        affords: (part) => this.#budget.spend(visitWork + part.length * partWork),
        mayHold: (part) => this.#isWorthReading(part),
        holds: (text) => this.isIn(text, depth + 1),
        holdsWide: (part) => this.#isInWide(part, depth),
        holdsBinary: (part) => !this.#budget.spend(readingWork(part)) || this.#isInBinary(part, depth),
      });
    }
    const text = plainTextOf(bytes);
    return text === null ? this.#isInBinary(bytes, depth) : this.#isInPlain(withoutMark(text), depth);
  }

  #isInBinary(bytes: Buffer, depth: number): boolean {
    if (this.#isInWide(bytes, depth)) return true;
    const text = bytes.toString('latin1');
    return hasSecretForm(text, true) || (hidesText(bytes) && this.#isInEscaped(text, depth));
  }

  #isInWide(bytes: Buffer, depth: number): boolean {
    if (!isWide(bytes)) return false;
    return !this.#budget.spend(bytes.length * wideWork) || this.isIn(narrowed(bytes), depth + 1);
  }

  #isInPlain(text: string, depth: number): boolean {
    const isHidden = hidesText(Buffer.from(text));
    const mayBe = isHidden || mayBeSecret(text);
    const json = mayBe ? jsonIn(text) : null;
    if (json !== null) return jsonHoldsSecret(json, (one) => this.isInText(one, depth + 1));
    if (isHidden && this.#isInEscaped(text, depth)) return true;
    return (
      mayBe && hasSecretForm(text, false) && documentsIn(text).some((document) => this.#isInDocument(document, depth))
    );
  }

  #isInDocument(document: string, depth: number): boolean {
    const { body } = startOf(document);
    const json = jsonIn(body);
    if (json !== null) return jsonHoldsSecret(json, (one) => this.isInText(one, depth + 1));
    return hasSecretForm(body, false) && !this.#isCovered(body, depth);
  }

  /**
   * Returns whether a text is YAML as printed here, with only covers for data: no comments, and no other way to write
   * it.
   */
  #isCovered(text: string, depth: number): boolean {
    if (!text.includes(cover)) return false;
    const json = this.#budget.spendYaml(text.length) ? plainYamlJson(text) : null;
    if (json === null) return false;
    const root = readJson(json);
    return printYaml(root) === text && !jsonHoldsSecret(root, (one) => this.isInText(one, depth + 1));
  }

  #isInEscaped(text: string, depth: number): boolean {
    return this.isInText(unescaped(text), depth + 1);
  }
}
