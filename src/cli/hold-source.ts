import type { Api } from '../contract/api.ts';
import type { KeySource, SourceOrigin } from '../contract/key-source.ts';

/** A source that is held open. */
export interface HeldSource {
  readonly origin: SourceOrigin;
  release(): Promise<void>;
}

/** Opens a source, and holds it until it is released. */
export async function holdSource(api: Api, source: KeySource, signal: AbortSignal): Promise<HeldSource> {
  const opened = api.sources.open({ source }, { signal })[Symbol.asyncIterator]();
  const release = async (): Promise<void> => {
    await opened.return?.();
  };
  try {
    for (;;) {
      const { value, done } = await opened.next();
      if (done) throw new Error('a source that opens says what it is');
      if (value.kind === 'opened') return { origin: value.origin, release };
    }
  } catch (error) {
    await release();
    throw error;
  }
}
