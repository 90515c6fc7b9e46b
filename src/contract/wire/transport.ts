import type { Frame } from './frames.ts';

/** Stands for a message that cannot be read. A class, because no message can be an instance of one. */
export class Unreadable {
  /** The id of its call or stream, or 0 when that cannot be read either. */
  readonly id: number;
  /** What is wrong with it. */
  readonly reason: string;

  constructor(id: number, reason: string) {
    this.id = id;
    this.reason = reason;
  }
}

/** Carries frames to one peer, in order. Implemented over a port or a socket, unknown to the wire. */
export interface Transport {
  /** Sends a frame, or drops it when the transport is closed. Throws when the frame cannot be put into a message. */
  send(frame: Frame): void;
  /**
   * Sets the only listener for messages. They are unchecked; one that cannot be read is `Unreadable`. The listener also
   * gets a message's size in bytes, if it was counted.
   */
  onMessage(listener: (message: unknown, bytes?: number) => void): void;
  /** Sets the only listener, called once when the other side is gone. A DOM port may never report that. */
  onClose(listener: (reason: string) => void): void;
  /** Whether the peer has so much unread that streams should wait. Absent when that cannot be known, as with a port. */
  isFull?(): boolean;
  /** Sets the only listener, called when the transport is no longer congested. */
  onDrain?(listener: () => void): void;
  close(): void;
}
