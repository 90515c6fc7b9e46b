import type { LinkSetting, ObservedMessage } from '../lab-world.ts';
import type { LinkNews } from './links-news.ts';
import type { DecodedMessage } from './raft/tap.ts';
import { wallClock } from './wall-clock.ts';

/** A message that has passed a link. */
export type PassedMessage = ObservedMessage;

/** Who hears of a link. */
export interface LinkListener {
  passed(message: PassedMessage): void;
  counted(): void;
}

/** What one member sends to another: how it is set, what is on its way, what has passed. */
export class Link {
  readonly from: string;
  readonly to: string;
  readonly #listener: LinkListener;
  readonly #watchers = new Set<() => void>();
  #setting: LinkSetting = { state: 'open', delayMs: 0 };
  #news: Writable<LinkNews> | null = null;

  constructor(from: string, to: string, listener: LinkListener) {
    this.from = from;
    this.to = to;
    this.#listener = listener;
  }

  get isCut(): boolean {
    return this.#setting.state === 'cut';
  }

  get isHeld(): boolean {
    return this.#setting.state === 'held';
  }

  /** How long what passes is on its way, in milliseconds. */
  get delayMs(): number {
    return this.#setting.state === 'open' ? this.#setting.delayMs : 0;
  }

  /** Sets it, and applies it to what is on its way at once. */
  set(setting: LinkSetting): void {
    this.#setting = setting;
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** Calls after each change; returns how to stop. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Counts bytes that passed, and the messages that end in them. */
  pass(bytes: number, messages: readonly DecodedMessage[]): void {
    const news = this.#counting();
    news.bytes += bytes;
    if (messages.length === 0) return;
    const at = wallClock();
    for (const message of messages) {
      news.messages[message.kind] = (news.messages[message.kind] ?? 0) + 1;
      this.#listener.passed({ at, from: this.from, to: this.to, ...message });
    }
  }

  /** Counts messages that were held back or thrown away. */
  lose(count: number): void {
    if (count > 0) this.#counting().lost += count;
  }

  /** Returns what passed since it was asked for last; `null`: nothing. */
  takeNews(): LinkNews | null {
    const news = this.#news;
    this.#news = null;
    return news;
  }

  #counting(): Writable<LinkNews> {
    if (this.#news === null) {
      this.#news = { from: this.from, to: this.to, messages: {}, bytes: 0, lost: 0 };
      this.#listener.counted();
    }
    return this.#news;
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
