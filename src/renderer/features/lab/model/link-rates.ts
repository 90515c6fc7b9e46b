import { type LabFrame, type LabMessageKind, labFrameMs, labMessageKinds } from '../../../../contract/lab/frames.ts';
import { linkKey } from './lab-facts.ts';

/** What passed a link, a second. */
export interface LinkRate {
  readonly total: number;
  readonly kinds: Readonly<Partial<Record<LabMessageKind, number>>>;
  readonly bytes: number;
  readonly lost: number;
}

/** Over how long rates are counted. */
export const ratesOverMs = 1_000;

const nothing: LinkRate = { total: 0, kinds: {}, bytes: 0, lost: 0 };

/** What passed each link a second, as counted in frames that follow each other. */
export class LinkRates {
  readonly #links = new Map<string, LinkRate>();

  constructor(frames: readonly LabFrame[]) {
    const [first, last] = [frames[0], frames.at(-1)];
    if (first === undefined || last === undefined) return;
    const seconds = (last.at - first.at + labFrameMs) / 1_000;
    const counted = new Map<string, { kinds: Partial<Record<LabMessageKind, number>>; bytes: number; lost: number }>();
    for (const frame of frames) {
      for (const { from, to, messages, bytes, lost } of frame.links) {
        const key = linkKey(from, to);
        const sum = counted.get(key) ?? { kinds: {}, bytes: 0, lost: 0 };
        counted.set(key, sum);
        sum.bytes += bytes;
        sum.lost += lost;
        for (const kind of labMessageKinds) {
          const count = messages[kind];
          if (count !== undefined) sum.kinds[kind] = (sum.kinds[kind] ?? 0) + count;
        }
      }
    }
    for (const [key, { kinds, bytes, lost }] of counted) {
      let total = 0;
      const perSecond: Partial<Record<LabMessageKind, number>> = {};
      for (const kind of labMessageKinds) {
        const count = kinds[kind];
        if (count === undefined) continue;
        total += count / seconds;
        perSecond[kind] = count / seconds;
      }
      this.#links.set(key, { total, kinds: perSecond, bytes: bytes / seconds, lost: lost / seconds });
    }
  }

  of(from: string, to: string): LinkRate {
    return this.#links.get(linkKey(from, to)) ?? nothing;
  }

  /** All links together, by kind. */
  get kinds(): ReadonlyMap<LabMessageKind, number> {
    const sums = new Map<LabMessageKind, number>();
    for (const { kinds } of this.#links.values())
      for (const kind of labMessageKinds) {
        const rate = kinds[kind];
        if (rate !== undefined) sums.set(kind, (sums.get(kind) ?? 0) + rate);
      }
    return sums;
  }
}

/** A rate as it is read: `12/s`, `0.4/s`. */
export const rateWords = (rate: number): string =>
  `${rate >= 9.95 || Number.isInteger(rate) ? Math.round(rate).toLocaleString('en') : rate.toFixed(1)}/s`;
