import type { Failure } from '../failure.ts';

/** The steps of *Test*, in their order; `discover` and `ssh` only if the connection uses them. */
export type ConnectionStepName = 'discover' | 'ssh' | 'files' | 'resolve' | 'tcp' | 'tls' | 'auth' | 'cluster';

/** One step of *Test*, reported when it begins and again when it ends. */
export interface ConnectionStep {
  readonly step: ConnectionStepName;
  readonly endpoint: string | null;
  readonly state: 'running' | 'ok' | 'failed' | 'skipped';
  /** The finding, in a few words: an address, a TLS version and the certificate's expiry, a cluster id. */
  readonly detail: string;
  readonly durationMs: number | null;
  readonly failure: Failure | null;
}
