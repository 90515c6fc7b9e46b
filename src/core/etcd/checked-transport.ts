import { type CallCredentials, type ChannelInterface, connectivityState, credentials, Metadata } from '@grpc/grpc-js';

/** What keeps a call from any transport connection but a checked one. */
export interface CheckedOnly {
  readonly credentials: CallCredentials;
  /** Whether it did: nothing of the call has left then. */
  isHeldBack(): boolean;
}

/**
 * Whether the member behind a channel's transport connection has said which cluster it is of. Transport connections
 * follow each other, and behind the next there may be another member: one that was restored on the same address, or the
 * next of a load balancer's.
 */
export class CheckedTransport {
  readonly #channel: ChannelInterface;
  #current = 0;
  #checked: number | null = null;

  constructor(channel: ChannelInterface) {
    this.#channel = channel;
    this.#follow();
  }

  /** The present one's number; another as soon as it is lost, before there can be the next. */
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
   * gRPC asks for a call's credentials when it has chosen the transport connection, and chooses again where that is
   * lost before it sends; so what is refused here has not left, and what is let through leaves on the connection
   * checked.
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
