import type { MessagePort } from 'node:worker_threads';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ServedRequest } from '../../contract/kube-api.ts';
import { createKubeAnswers } from '../kube-answers/create-kube-answers.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import type { StartJob } from '../work/job.ts';
import { sourceAtPort } from './reading/source-at-port.ts';
import { type ServingBounds, usualBounds } from './serving/bounds.ts';
import { HeldBytes } from './serving/held-bytes.ts';
import { listen } from './serving/kube-listener.ts';
import { ServedWorld } from './serving/served-world.ts';
import { shownValues } from './serving/shown-values.ts';
import { type ServedWords, warningsOf } from './serving/warnings.ts';

/** What a server is started with, in a thread of its own. */
export interface KubeApiParams {
  /** Where the host answers for the source. */
  readonly source: MessagePort;
  /** Where the host hears of requests. */
  readonly told: MessagePort;
  readonly words: ServedWords;
  /** Whether the source changes, so that it can be followed. */
  readonly changes: boolean;
  readonly registry: Uint8Array;
  readonly resourcesFolder: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly token: string;
  /** Both PEM. */
  readonly certificate: string;
  readonly key: string;
  readonly bounds?: ServingBounds;
}

/** What the thread says by itself. */
export type KubeApiNews =
  | { readonly kind: 'request'; readonly request: ServedRequest }
  | { readonly kind: 'bug'; readonly stack: string };

/** Serves a Kubernetes API until it is finished with. A part is answered with the port that it listens on. */
export const startKubeApi: StartJob<KubeApiParams, null, number, void> = async (params) => {
  const { source, told, words, changes, registry, bounds = usualBounds } = params;
  const read = sourceAtPort(source, words.revision);
  const tell = (news: KubeApiNews): void => told.postMessage(news);
  const world = new ServedWorld({
    answers: await createKubeAnswers({
      ports: { resourcesFolder: params.resourcesFolder, clock: Date },
      codecs: shownValues(() => loadKubernetesSchema(params.resourcesFolder)),
      source: null,
      reveal: words.reveal,
    }),
    reader: read.reader,
    pages: read.pages,
    changes: changes ? read.changes : null,
    registry,
  });
  const listener = await listen({
    world,
    held: new HeldBytes(bounds.heldBytes),
    warnings: warningsOf(words),
    port: params.port,
    token: params.token,
    certificate: params.certificate,
    key: params.key,
    bounds,
    onDidAnswer: (request) => tell({ kind: 'request', request }),
    onBug: (error) =>
      tell({ kind: 'bug', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  }).catch((error: unknown) => {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken) throw error;
    throw new EtcdeckError(
      { code: 'BadRequest', message: `port ${params.port} is taken: choose another, or none, and a free one is taken` },
      { cause: error },
    );
  });
  return {
    take: () => listener.port,
    finish: () => listener.close(),
  };
};
