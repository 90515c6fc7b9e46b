import type { Duplex } from 'node:stream';
import type { Abort } from '../../contract/abort.ts';

/** A path to the endpoints through an SSH host, instead of this machine's own network. */
export interface Tunnel {
  /**
   * Opens a TCP connection from the far end, which resolves the host's name. The caller closes the stream; at the
   * latest it ends with the tunnel. Rejects with an `EtcdeckError`.
   */
  open(
    to: { readonly host: string; readonly port: number },
    bounds: { readonly timeoutMs: number; readonly signal?: Abort | undefined },
  ): Promise<Duplex>;
}
