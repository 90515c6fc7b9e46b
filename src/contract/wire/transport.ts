import type { Frame } from './frames.ts';

/** A message that cannot be read, in the place of its frame. A class, because nothing that crosses can be one. */
export class Unreadable {
  /** The id of the call or stream that it was for, or 0 where that cannot be read either. */
  readonly id: number;
  /** What is wrong with it. */
  readonly reason: string;

  constructor(id: number, reason: string) {
    this.id = id;
    this.reason = reason;
  }
}

/** Carries frames to one peer, in order. A port or a socket behind it; the wire knows neither. */
export interface Transport {
  /** Sends a frame, or drops it where the transport is closed. Throws when the frame cannot be put into a message. */
  send(frame: Frame): void;
  /**
   * Takes the one listener. A message is whatever arrived, unchecked; one that cannot be read is `Unreadable`. With it
   * come the bytes that it was, where they were counted.
   */
  onMessage(listener: (message: unknown, bytes?: number) => void): void;
  /** Takes the one listener, called once when the other side is gone. A DOM port may never say so. */
  onClose(listener: (reason: string) => void): void;
  /** Whether the peer leaves so much unread that streams should wait. Absent where that cannot be known, as of a port. */
  isFull?(): boolean;
  /** Takes the one listener, called when it no longer is. */
  onDrain?(listener: () => void): void;
  close(): void;
}
