import type { MemberId } from '../../../contract/ids.ts';
import type { LabLinkState } from '../../../contract/lab/acts.ts';
import {
  type LabFrame,
  type LabLinkView,
  type LabMemberView,
  labMemberStates,
  labMessageKinds,
} from '../../../contract/lab/frames.ts';

const linkStates: readonly LabLinkState[] = ['open', 'cut', 'held'];

/** Names and ids, each kept once for all frames of a lab. */
export class KeptTexts {
  readonly #places = new Map<string, number>();
  readonly #texts: string[] = [];

  placeOf(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  at(place: number): string {
    return this.#texts[place] ?? '';
  }
}

/**
 * Returns a frame in some 560 bytes for seven members, whose objects take 6.5 kB. Every figure is a whole number.
 */
export function encodeFrame(frame: LabFrame, texts: KeptTexts): Uint8Array {
  const out = new Writer();
  out.number(frame.at);
  out.number(frame.members.length);
  for (const member of frame.members) {
    out.number(texts.placeOf(member.name));
    out.number(labMemberStates.indexOf(member.state) * 2 + Number(member.isLearner));
    for (const text of [member.id, member.vote, member.leader]) {
      out.nullable(text === null ? null : texts.placeOf(text));
    }
    for (const figure of [member.term, member.commit, member.applied]) out.nullable(figure);
    out.nullable(member.answeredAt === null ? null : Math.max(0, frame.at - member.answeredAt));
  }
  out.number(frame.links.length);
  for (const link of frame.links) {
    out.number(texts.placeOf(link.from));
    out.number(texts.placeOf(link.to));
    for (const figure of [linkStates.indexOf(link.state), link.delayMs, link.bytes, link.lost]) out.number(figure);
    const kinds = labMessageKinds.map((kind) => link.messages[kind] ?? 0);
    out.number(kinds.reduce((mask, count, place) => (count > 0 ? mask | (1 << place) : mask), 0));
    for (const count of kinds) if (count > 0) out.number(count);
  }
  return out.bytes();
}

/** Returns the frame that `encodeFrame` was given. */
export function decodeFrame(bytes: Uint8Array, texts: KeptTexts): LabFrame {
  const source = new Reader(bytes);
  const at = source.number();
  const text = (place: number | null): string | null => (place === null ? null : texts.at(place));
  const members = source.list((): LabMemberView => {
    const name = texts.at(source.number());
    const kind = source.number();
    const state = labMemberStates[Math.floor(kind / 2)] ?? 'silent';
    const isLearner = kind % 2 === 1;
    const id = text(source.nullable()) as MemberId | null; // as it was given
    const vote = text(source.nullable());
    const leader = text(source.nullable());
    const term = source.nullable();
    const commit = source.nullable();
    const applied = source.nullable();
    const ageMs = source.nullable();
    const answeredAt = ageMs === null ? null : at - ageMs;
    return { name, id, state, isLearner, term, vote, leader, commit, applied, answeredAt };
  });
  const links = source.list((): LabLinkView => {
    const from = texts.at(source.number());
    const to = texts.at(source.number());
    const state = linkStates[source.number()] ?? 'open';
    const delayMs = source.number();
    const size = source.number();
    const lost = source.number();
    const mask = source.number();
    const messages = Object.fromEntries(
      labMessageKinds.flatMap((kind, place) => ((mask & (1 << place)) === 0 ? [] : [[kind, source.number()]])),
    );
    return { from, to, state, delayMs, messages, bytes: size, lost };
  });
  return { at, members, links };
}

const low = 128;

class Writer {
  readonly #bytes: number[] = [];

  /** Seven bits a byte, the lowest first. */
  number(value: number): void {
    let left = Math.max(0, Math.round(value));
    for (; left >= low; left = Math.floor(left / low)) this.#bytes.push((left % low) + low);
    this.#bytes.push(left);
  }

  nullable(value: number | null): void {
    this.number(value === null ? 0 : value + 1);
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= low) {
      const byte = this.#bytes[this.#at++] ?? 0;
      value += (byte % low) * scale;
      if (byte < low) return value;
    }
  }

  nullable(): number | null {
    const value = this.number();
    return value === 0 ? null : value - 1;
  }

  list<T>(read: () => T): readonly T[] {
    return Array.from({ length: this.number() }, read);
  }
}
