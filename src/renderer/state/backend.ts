import type { Client } from '../../contract/wire/client.ts';

/** The host's side of the wire: core, and word of its end. */
export interface Backend extends Client {
  /**
   * Resolves once the host that has ended the wire lets this page in again; `null` where no host does, and the window is
   * loaded anew by the operator.
   */
  readonly comesBack: (() => Promise<void>) | null;
}
