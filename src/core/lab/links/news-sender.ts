import type { MessagePort } from 'node:worker_threads';
import type { PassedMessage } from './link.ts';
import type { LinkTable } from './link-table.ts';
import type { LinkNews } from './links-news.ts';

/** How long news are gathered, in milliseconds: a frame of a screen. */
const gatherMs = 20;

/** The most messages that wait for a host that is busy; more are counted only. */
const mostWaiting = 5_000;

/** Sends what passes the links to the host, one batch after the other, and the next one when the host has taken the last. */
export class NewsSender {
  readonly #port: MessagePort;
  readonly #table: LinkTable;
  #messages: PassedMessage[] = [];
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
      if (this.#messages.length < mostWaiting) this.#messages.push(message);
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
    this.#timer = null;
    this.#hasNews = false;
    this.#isTaken = false;
    this.#port.postMessage({ links, messages });
  }
}
