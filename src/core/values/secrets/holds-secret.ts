import { readJson } from '../../kubernetes/codec/json-tree.ts';
import { storedAs } from '../../kubernetes/objects/stored-as.ts';
import { bufferOf, textOf } from '../text-of.ts';
import { printYaml } from '../yaml/print-yaml.ts';
import { decodedRuns, hasRun } from './encoded-runs.ts';
import { hidesText, unescaped } from './escapes.ts';
import { isPlain, isPlainText } from './first-look.ts';
import { jsonHoldsSecret, jsonIn } from './json-secrets.ts';
import { gunzipped, gzipStarts } from './packed-parts.ts';
import { mostYaml, plainYamlJson } from './plain-yaml.ts';
import { embedsSecret, protobufHoldsSecret } from './protobuf-secrets.ts';
import { hasSecretForm, mayBeSecret, secretWord, secretWordInBase64 } from './secret-forms.ts';
import { cover } from './secret-marks.ts';
import { documentsIn, startOf, withoutMark } from './text-documents.ts';
import { isWide, narrowed } from './wide-text.ts';

/** How many carriers may lie in one another. */
const deepest = 8;
/** How much is searched: a value, and all that is decoded and unpacked of it. */
const mostBytes = 32 * 2 ** 20;
/** What all gzip of one value may unpack to. */
export const mostGunzipped = 4 * 2 ** 20;
/** No object with data in it is shorter. */
const shortestText = 16;
const coverBytes = Buffer.from(cover);

/**
 * Whether a Secret of Kubernetes lies in a value in clear: the object itself, in a list, in a text of another object, in
 * YAML, gzip, base64, JSON in JSON, and in these within each other. What cannot be told counts as one, where something is
 * left that could hold it. Fast for what has nothing of the kind; linear, and bounded, for all else.
 */
export function holdsSecret(value: Uint8Array): boolean {
  return new SecretSearch().isIn(bufferOf(value), 0);
}

/** Whether a Secret lies in a text that is shown by itself. */
export function textHoldsSecret(text: string): boolean {
  return new SecretSearch().isInText(text, 0);
}

/** Whether a value holds covered data. Such a value must never be stored: a cover does not tell what it covers. */
export function holdsCover(value: Uint8Array): boolean {
  const bytes = bufferOf(value);
  return bytes.includes(coverBytes) && bytes.includes(secretWord);
}

/** One search within its bounds, through a value or through several parts of one. */
export class SecretSearch {
  #left: number;
  #unpacked: number;
  #yaml: number;

  /** `times`: how often the value and its parts will be searched. */
  constructor(times = 1) {
    this.#left = mostBytes * times;
    this.#unpacked = mostGunzipped * times;
    this.#yaml = mostYaml * times;
  }

  /** `depth`: how many carriers the bytes lie in. */
  isIn(bytes: Buffer, depth: number): boolean {
    if (isPlain(bytes)) return false;
    const starts = gzipStarts(bytes);
    const hasRuns = hasRun(bytes);
    const isClear = this.#isWorthReading(bytes);
    if (!isClear && !hasRuns && starts?.length === 0) return false;
    this.#left -= bytes.length;
    if (starts === null || depth > deepest || this.#left < 0) return true;
    return (
      starts.some((start) => this.#isInPacked(bytes.subarray(start), depth)) ||
      (hasRuns && this.#isInRuns(bytes, depth)) ||
      (isClear && this.#isInClear(bytes, depth))
    );
  }

  isInText(text: string, depth: number): boolean {
    return text.length >= shortestText && !isPlainText(text) && this.isIn(Buffer.from(text), depth);
  }

  #isWorthReading(bytes: Buffer): boolean {
    return bytes.includes(secretWord) || bytes.includes(secretWordInBase64) || hidesText(bytes) || isWide(bytes);
  }

  #isInPacked(packed: Buffer, depth: number): boolean {
    const bytes = gunzipped(packed, this.#unpacked);
    if (bytes === null) return true;
    this.#unpacked -= bytes.length;
    return this.isIn(bytes, depth + 1);
  }

  #isInRuns(bytes: Buffer, depth: number): boolean {
    for (const decoded of decodedRuns(bytes)) if (this.isIn(decoded, depth + 1)) return true;
    return false;
  }

  #isInClear(bytes: Buffer, depth: number): boolean {
    if (embedsSecret(bytes)) return true;
    if (storedAs(bytes) === 'protobuf') {
      return protobufHoldsSecret(bytes, {
        mayHold: (part) => this.#isWorthReading(part),
        holds: (text) => this.isIn(text, depth + 1),
        holdsWide: (part) => this.#isInWide(part, depth),
        holdsBinary: (part) => this.#isInBinary(part, depth),
      });
    }
    const text = textOf(bytes);
    return text === null ? this.#isInBinary(bytes, depth) : this.#isInPlain(withoutMark(text), depth);
  }

  #isInBinary(bytes: Buffer, depth: number): boolean {
    if (this.#isInWide(bytes, depth)) return true;
    const text = bytes.toString('latin1');
    return hasSecretForm(text, true) || (hidesText(bytes) && this.#isInEscaped(text, depth));
  }

  #isInWide(bytes: Buffer, depth: number): boolean {
    return isWide(bytes) && this.isIn(narrowed(bytes), depth + 1);
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

  /** YAML as it is printed here, in which nothing but covers is left: no comment, and no other way to write it. */
  #isCovered(text: string, depth: number): boolean {
    if (!text.includes(cover)) return false;
    this.#yaml -= text.length;
    const json = this.#yaml < 0 ? null : plainYamlJson(text);
    if (json === null) return false;
    const root = readJson(json);
    return printYaml(root) === text && !jsonHoldsSecret(root, (one) => this.isInText(one, depth + 1));
  }

  #isInEscaped(text: string, depth: number): boolean {
    return this.isInText(unescaped(text), depth + 1);
  }
}
