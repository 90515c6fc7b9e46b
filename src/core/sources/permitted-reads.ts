import type { EtcdeckError } from '../../contract/failure.ts';
import { isDenied } from '../etcd/failures.ts';
import type { KeySpan } from './source-reader.ts';

/** The read permissions of a connection's user, looked up once a read is refused. */
export interface ReadPermissions {
  /** Returns the parts of a span that the user may read, in order; none where nothing is known. */
  within(span: KeySpan, how: { readonly isFresh: boolean }): Promise<readonly KeySpan[]>;
  /** Returns the same refusal with a message that names what the user may read. */
  explained(denial: EtcdeckError): Promise<EtcdeckError>;
}

/** A span to read, and how to continue in it. */
export interface PermittedRead<Page> {
  readonly span: KeySpan;
  /** Reads spans one after the other. */
  readonly read: (spans: readonly KeySpan[]) => AsyncIterable<Page>;
  /** Returns where the rest begins behind a page; `null` where the page does not say. */
  readonly behind: (page: Page) => Uint8Array | null;
  /** Whether this continues an earlier read, so that an empty rest is not a failure. */
  readonly isContinued: boolean;
  /** Called before the first page that covers only a part of the span. */
  readonly onDidNarrow: () => void;
}

/**
 * Reads a whole span; where that is refused, the parts of it that the user may read. Keeps what was read before the
 * refusal. Looks the roles up once more where they changed meanwhile.
 */
export async function* readPermitted<Page>(
  permissions: ReadPermissions | null,
  { span, read, behind, isContinued, onDidNarrow }: PermittedRead<Page>,
): AsyncGenerator<Page, void> {
  let rest = span;
  let spans: readonly KeySpan[] = [span];
  let hasFound = isContinued;
  for (let tries = 0; ; tries++) {
    try {
      for await (const page of read(spans)) {
        hasFound = true;
        const from = behind(page);
        if (from !== null) rest = { ...rest, start: from };
        yield page;
      }
      return;
    } catch (error) {
      if (permissions === null || !isDenied(error)) throw error;
      if (tries > 1) throw await permissions.explained(error);
      spans = await permissions.within(rest, { isFresh: tries > 0 });
      if (spans.length === 0 && !hasFound) throw await permissions.explained(error);
      onDidNarrow();
    }
  }
}
