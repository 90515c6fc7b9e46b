import { PAGE_SECRET, WIRE_PROTOCOL } from '../contract/wire/handover.ts';

/** A browser's credentials after it opened the one-time link. */
export interface WebVisitor {
  readonly cookie: string;
  /** The WebSocket protocols that a page offers, its secret among them. */
  readonly protocols: readonly [string, string];
}

/** Opens a one-time link like a browser that keeps the cookie and runs the page's script. */
export async function openLink(link: string): Promise<WebVisitor> {
  const response = await fetch(link, { redirect: 'manual' });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  const kept = /localStorage\.setItem\("([^"]+)","([^"]+)"\)/.exec(await response.text());
  if (cookie === undefined || kept?.[1] !== PAGE_SECRET || kept[2] === undefined) {
    throw new Error(`The link answered ${response.status} and let nobody in`);
  }
  return { cookie, protocols: [WIRE_PROTOCOL, kept[2]] };
}
