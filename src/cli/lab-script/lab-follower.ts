import { EtcdeckError } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import type { LabCheck } from '../../contract/lab/checking.ts';
import type { LabEvent } from '../../contract/lab/events.ts';
import type { LabFrame } from '../../contract/lab/frames.ts';
import type { LabApi } from '../../contract/lab.ts';

/**
 * How many notices with frames may still tell of what was before: one that was asked for before, and one with a frame that
 * was made before. Their order counts and not their times, since a system's clock may be set back.
 */
const framesOnTheirWay = 2;

/** What is known of a lab now, and what happens in it as it comes. */
export class LabFollower {
  frame: LabFrame | null = null;
  check: LabCheck | null = null;
  /** Ends with the lab. */
  readonly ended: Promise<void>;
  /** How many notices with frames have come. */
  #frames = 0;
  readonly #waiting = new Set<() => void>();

  /** `take` gets every event, in order; the next comes once it was taken. */
  constructor(
    lab: Pick<LabApi, 'follow'>,
    connection: ConnectionId,
    private readonly take: (event: LabEvent) => Promise<void>,
  ) {
    this.ended = this.#follow(lab, connection).finally(() => this.#wake());
    // Awaited at the end, and by nobody before.
    this.ended.catch(() => undefined);
  }

  /** Waits until something is so in what was observed from now on; false where it is not in time. */
  async until(isSo: () => boolean, mostMs: number, signal: AbortSignal): Promise<boolean> {
    const fresh = this.#frames + framesOnTheirWay + 1;
    const late = AbortSignal.any([signal, AbortSignal.timeout(Math.max(1, mostMs))]);
    for (;;) {
      if (this.#frames >= fresh && isSo()) return true;
      if (signal.aborted) throw new EtcdeckError({ code: 'Cancelled', message: 'it was stopped' });
      if (late.aborted) return false;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          late.removeEventListener('abort', wake);
          resolve();
        };
        this.#waiting.add(wake);
        late.addEventListener('abort', wake, { once: true });
      });
    }
  }

  async #follow(lab: Pick<LabApi, 'follow'>, connection: ConnectionId): Promise<void> {
    for await (const notice of lab.follow({ connection })) {
      if (notice.kind === 'check') this.check = notice.check;
      else if (notice.kind === 'frames') {
        this.frame = notice.frames.at(-1) ?? this.frame;
        this.#frames += 1;
      } else if (notice.kind === 'events') for (const event of notice.events) await this.take(event);
      this.#wake();
    }
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
