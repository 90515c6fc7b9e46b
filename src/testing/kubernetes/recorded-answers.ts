import { createHash } from 'node:crypto';

/** What a reference API server of 1.37.2 answered; see `core/kube-answers/reference/record.compatibility.test.ts`. */
export interface Recorded {
  /** When it was asked, in milliseconds since 1970: ages count from it. */
  readonly now: number;
  /** The cells of the rows of running objects, by resource, and by namespace and name; pods with their conditions. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;
  /** Digests of the answers with a golden object. */
  readonly golden: Readonly<Record<string, GoldenAnswer>>;
  readonly custom: RecordedCustom;
}

/** The answers with one golden object, by its revision; that in protobuf as the JSON it decodes to. */
export interface GoldenAnswer {
  readonly revision: number;
  readonly json: string;
  readonly protobuf: string | null;
}

/** A custom resource, as it was stored and as it was answered. */
export interface RecordedCustom {
  /** The values, as text, with their keys and revisions. */
  readonly stored: readonly StoredText[];
  readonly revision: number;
  /** The definition's answer, and the lists of its objects by what was accepted. */
  readonly definition: string;
  readonly lists: Readonly<Record<string, string>>;
}

/** A stored value that is text. */
export interface StoredText {
  readonly key: string;
  readonly value: string;
  readonly modRevision: number;
}

/** Returns the digest that stands for an answer. */
export function digestOf(answer: Uint8Array): string {
  return createHash('sha256').update(answer).digest('hex').slice(0, 16);
}
