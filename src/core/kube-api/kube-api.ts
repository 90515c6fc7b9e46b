import type { KeySource } from '../../contract/key-source.ts';
import type { ServedRequest } from '../../contract/kube-api.ts';
import type { Ports } from '../ports.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import type { KubeconfigPlace } from './kubeconfig/kubeconfig-file.ts';
import type { ServingBounds } from './serving/bounds.ts';

/** What to serve, and how. */
export interface KubeApiRequest {
  /** Open for as long as it is served: a connection, at its head or at a revision, or a file. */
  readonly source: KeySource;
  /** The prefix of the registry; `null`: the first one that is found. */
  readonly registry: Uint8Array | null;
  /** 0 takes a free one. */
  readonly port: number;
  /** Whether the data of Secrets are answered as they are. */
  readonly reveal: boolean;
  readonly kubeconfig: KubeconfigPlace;
  /** For tests: how much clients may hold. */
  readonly bounds?: ServingBounds;
}

/** A Kubernetes API that is served. */
export interface RunningKubeApi {
  readonly url: string;
  /** The path of the kubeconfig. */
  readonly kubeconfig: string;
  /** The context in it. */
  readonly context: string;
  /** The registry that is served. */
  readonly registry: Uint8Array;
  /** Lines for a shell that use it. */
  readonly lines: readonly string[];
  /** Yields the requests since the start that are still known, at most `mostServedRequests`, and then those that come. */
  requests(signal?: AbortSignal): AsyncIterable<ServedRequest>;
  /** Settles once it is no longer served: stopped, with its source closed, or ended by a failure, which rejects it. */
  readonly ended: Promise<void>;
  /** Stops it, and takes the kubeconfig away. */
  stop(): Promise<void>;
}

/** Serves registries to clients of Kubernetes, read-only. */
export interface KubeApi {
  /**
   * Serves a registry on 127.0.0.1 until it is stopped or its source is closed, and writes a kubeconfig for it. Costs a
   * few reads, and later those of its clients. Fails with `KeyNotFound` where the source has no registry,
   * `BadRequest` where the port is taken, `FileExists`, `FileNotReadable`, `FileNotWritable`, and as reads do.
   */
  start(request: KubeApiRequest): Promise<RunningKubeApi>;
  /** Stops all that is served. */
  close(): Promise<void>;
}

/** What serving needs of its host. */
export type KubeApiPorts = Pick<Ports, 'workerFile' | 'resourcesFolder' | 'settingsFolder' | 'log'>;

/** What serving needs of the product. */
export interface KubeApiParts {
  readonly ports: KubeApiPorts;
  readonly sources: OpenSources;
  readonly codecs: Pick<ValueCodecs, 'opened'>;
}
