import type { EtcdeckError } from '../../contract/failure.ts';
import { isDenied } from '../etcd/failures.ts';
import type { KeySpan } from './source-reader.ts';

/** What a connection's user may read, looked up once a read is refused. */
export interface ReadPermissions {
  /** The parts of a span that may be read, in their order; none where nothing is known to be. */
  within(span: KeySpan, how: { readonly isFresh: boolean }): Promise<readonly KeySpan[]>;
  /** Returns the same refusal with a message that says what may be read instead. */
  explained(denial: EtcdeckError): Promise<EtcdeckError>;
}

/** A span to read, and how to go on in it. */
export interface PermittedRead<Page> {
  readonly span: KeySpan;
  /** Reads spans one after the other. */
  readonly read: (spans: readonly KeySpan[]) => AsyncIterable<Page>;
  /** Where the rest begins behind a page; `null` where it says nothing of that. */
  readonly behind: (page: Page) => Uint8Array | null;
  /** Part of a read that went on elsewhere: nothing in the rest may be no failure. */
  readonly isContinued: boolean;
  /** Called before the first page that is not of the whole. */
  readonly onDidNarrow: () => void;
}

/**
 * Reads a span whole, and where that is refused the parts of it that the user may read. What was read before the
 * refusal stays. Roles that changed meanwhile are asked for once more.
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
