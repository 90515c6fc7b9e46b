import type { Frame } from './frames.ts';

/** Carries frames to one peer, in order. A port or a socket behind it; the wire knows neither. */
export interface Transport {
  /** Sends a frame, or drops it where the transport is closed. Throws when the frame cannot be put into a message. */
  send(frame: Frame): void;
  /** Takes the one listener. A message is whatever arrived, unchecked; one that cannot be read is `undefined`. */
  onMessage(listener: (message: unknown) => void): void;
  /** Takes the one listener, called once when the other side is gone. A DOM port may never say so. */
  onClose(listener: (reason: string) => void): void;
  close(): void;
}
