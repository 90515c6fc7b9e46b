import type { Duplex } from 'node:stream';
import type { Abort } from '../../contract/abort.ts';

/** A way to the endpoints other than this machine's own network: through an SSH host. */
export interface Tunnel {
  /**
   * Opens a TCP connection from the far end, where the host's name is resolved. The caller closes the stream; it ends
   * with the tunnel at the latest. Rejects with an `EtcdeckError`.
   */
  open(
    to: { readonly host: string; readonly port: number },
    bounds: { readonly timeoutMs: number; readonly signal?: Abort | undefined },
  ): Promise<Duplex>;
}
