import type { MessagePort } from 'node:worker_threads';
import type { PassedMessage } from './link.ts';
import type { LinkTable } from './link-table.ts';
import type { LinkNews } from './links-news.ts';

/** How long news are gathered, in milliseconds: a frame of a screen. */
const gatherMs = 20;

/** The most messages that wait for a host that is busy; more are counted only. */
const mostWaiting = 5_000;

/** How much of what entries hold goes to the host at once, in bytes; more would keep it busy while a member catches up. */
const mostData = 256 * 1024;

/** Sends what passes the links to the host, one batch after the other, and the next one when the host has taken the last. */
export class NewsSender {
  readonly #port: MessagePort;
  readonly #table: LinkTable;
  #messages: PassedMessage[] = [];
  #data = 0;
  #hasNews = false;
  #isTaken = true;
  #timer: NodeJS.Timeout | null = null;

  constructor(port: MessagePort, table: LinkTable) {
    this.#port = port;
    this.#table = table;
    port.on('message', () => {
      this.#isTaken = true;
      this.#plan();
    });
    table.onPassed = (message) => {
      if (this.#messages.length < mostWaiting) this.#messages.push(this.#bounded(message));
    };
    table.onCounted = () => {
      this.#hasNews = true;
      this.#plan();
    };
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#table.onPassed = () => undefined;
    this.#table.onCounted = () => undefined;
  }

  #bounded(message: PassedMessage): PassedMessage {
    const { entries } = message;
    if (entries === null) return message;
    // Each is an object of its own as well.
    for (const { length } of entries.data) this.#data += length + 64;
    return this.#data <= mostData ? message : { ...message, entries: { ...entries, data: [] } };
  }

  #plan(): void {
    if (this.#timer !== null || !this.#hasNews || !this.#isTaken) return;
    this.#timer = setTimeout(() => this.#send(), gatherMs);
  }

  #send(): void {
    const links: LinkNews[] = [];
    for (const link of this.#table.all()) {
      const news = link.takeNews();
      if (news !== null) links.push(news);
    }
    const messages = this.#messages;
    this.#messages = [];
    this.#data = 0;
    this.#timer = null;
    this.#hasNews = false;
    this.#isTaken = false;
    this.#port.postMessage({ links, messages });
  }
}
