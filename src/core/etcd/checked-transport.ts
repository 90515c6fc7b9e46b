import { type CallCredentials, type ChannelInterface, connectivityState, credentials, Metadata } from '@grpc/grpc-js';
import { EtcdeckError } from '../../contract/failure.ts';

/** Call credentials that let a call leave on a checked transport connection only. */
export interface CheckedOnly {
  readonly credentials: CallCredentials;
  /** Whether the call was held back. Nothing of it has left then. */
  isHeldBack(): boolean;
}

/**
 * Records whether the member behind a channel's transport connection has named its cluster. Behind the next transport
 * connection there may be another member: one restored on the same address, or a load balancer's next one.
 */
export class CheckedTransport {
  readonly #channel: ChannelInterface;
  #current = 0;
  #checked: number | null = null;

  constructor(channel: ChannelInterface) {
    this.#channel = channel;
    this.#follow();
  }

  /** The number of the present transport connection. Changes as soon as that is lost, before there can be another. */
  get current(): number {
    return this.#current;
  }

  get isChecked(): boolean {
    return this.#checked === this.#current;
  }

  /** Records that a call on the connection of this number, begun and answered, named the connection's cluster. */
  check(transport: number): void {
    if (transport === this.#current) this.#checked = transport;
  }

  /** Records that another cluster answered. */
  distrust(): void {
    this.#checked = null;
  }

  /**
   * Returns credentials for one call. gRPC requests them when it has chosen the transport connection, and chooses again
   * where that is lost before the call is sent. So a refused call has not left, and an accepted one leaves on the
   * checked connection.
   */
  only(): CheckedOnly {
    let isHeldBack = false;
    return {
      credentials: credentials.createFromMetadataGenerator((_, done) => {
        isHeldBack = !this.isChecked;
        if (isHeldBack) done(new Error('the connection was made anew'));
        else done(null, new Metadata());
      }),
      isHeldBack: () => isHeldBack,
    };
  }

  #follow(): void {
    const state = this.#channel.getConnectivityState(false);
    if (state === connectivityState.SHUTDOWN) return;
    this.#channel.watchConnectivityState(state, Number.POSITIVE_INFINITY, () => {
      if (state === connectivityState.READY) this.#current += 1;
      this.#follow();
    });
  }
}

/** Returns the failure of a call that was held back: nothing of it has left. */
export function heldBack(operation: string, endpoint: string): EtcdeckError {
  const message = 'the connection was made anew before the call was sent';
  return new EtcdeckError({ code: 'ConnectionCut', message, endpoint, operation, retry: true });
}
