import { EtcdeckError } from '../../contract/failure.ts';
import type { BundleKeys, FileKeys, KeySource } from '../../contract/key-source.ts';
import type { SourcesApi } from '../../contract/sources.ts';
import type { Ports } from '../ports.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import { stoppable } from '../streams/stoppable.ts';
import { BundleSources, type HeldSource } from './bundle-sources.ts';
import { type LiveSourceParts, liveSources } from './live-sources.ts';

/** Every kind of source, to open and close. */
export interface Sources {
  readonly api: SourcesApi;
  readonly open: OpenSources;
  /** Closes all held sources except connections, which their holders close. */
  close(): void;
}

/** Opens the sources that keys are read from: the one place that knows their kinds. */
export function createSources(
  { open, permissions }: Pick<LiveSourceParts, 'open' | 'permissions'>,
  ports: Pick<Ports, 'workerFile' | 'clock'>,
): Sources {
  const live = liveSources({ open, permissions, clock: ports.clock });
  const bundles = new BundleSources(ports);
  const requireOpen = (source: KeySource) =>
    source.kind === 'live' ? live(source) : bundles.require(bundleOf(source));
  const hold = async (source: KeySource, signal: AbortSignal): Promise<HeldSource> =>
    // A connection is held by `connections.open`.
    source.kind === 'live'
      ? { source: live(source), release: () => undefined }
      : await bundles.hold(bundleOf(source), signal);
  return {
    open: { require: requireOpen },
    api: {
      open: ({ source }, options) =>
        stoppable(options?.signal, async function* (signal) {
          const held = await hold(source, signal);
          try {
            yield { kind: 'opened', origin: await held.source.whole.origin({ signal }) } as const;
            await anyAborted([signal, held.source.closed]);
          } finally {
            held.release();
          }
        }),
    },
    close: () => bundles.close(),
  };
}

// STAND-IN
function bundleOf(source: FileKeys): BundleKeys {
  if (source.kind === 'bundle') return source;
  throw new EtcdeckError({ code: 'Internal', message: 'not there yet' });
}

async function anyAborted(signals: readonly AbortSignal[]): Promise<void> {
  const any = AbortSignal.any([...signals]);
  if (any.aborted) return;
  await new Promise((resolve) => any.addEventListener('abort', resolve, { once: true }));
}
