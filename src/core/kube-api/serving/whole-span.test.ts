import { describe, expect, it } from 'vitest';
import { spanOf } from '../../sources/key-span.ts';
import { packEntries, shareEntries, unpackEntries } from '../../sources/packed-entries.ts';
import type { FirstEntries } from '../../sources/source-reader.ts';
import { sharedPageBytes } from '../reading/object-pages.ts';
import type { PagesRequest } from '../reading/source-at-port.ts';
import { PageMemory } from './page-memory.ts';
import { wholeSpan } from './whole-span.ts';

const span = spanOf(Buffer.from('/registry/pods/'));

/** A host that writes every page into the memory that it was given, or has made. */
class Host {
  readonly used: (SharedArrayBuffer | null)[] = [];
  asked = 0;
  hasEnded = false;

  async *pages({ memory }: PagesRequest): AsyncGenerator<FirstEntries, void> {
    const used = memory === 'made' ? new SharedArrayBuffer(sharedPageBytes) : memory;
    this.used.push(used);
    try {
      for (const name of ['a', 'b', 'c']) {
        this.asked += 1;
        const entry = { createRevision: 1, modRevision: 1, version: 1, lease: null };
        const page = packEntries([{ key: Buffer.from(name), value: Buffer.from(name.repeat(9)), ...entry }]);
        yield { packed: used === null ? page : await shareEntries(page, used), revision: 7, rest: 0 };
      }
    } finally {
      this.hasEnded = true;
    }
  }
}

function reading(keepsPages: boolean) {
  const host = new Host();
  const pageMemory = new PageMemory();
  const world = { pages: (request: PagesRequest) => host.pages(request), pageMemory };
  const read = () => wholeSpan(world, { span, revision: null, keepsPages }, new AbortController().signal);
  return { host, pageMemory, read };
}

const textOf = ({ packed }: FirstEntries): string =>
  Array.from(unpackEntries(packed), ({ value }) => Buffer.from(value).toString()).join();

describe('a span that is read whole', () => {
  it('has each page as it came, while the next one is written into the same memory', async () => {
    const { host, pageMemory, read } = reading(false);
    const found: string[] = [];
    for await (const page of read()) {
      // The host has gone on by now.
      await new Promise(setImmediate);
      found.push(`${host.asked}${textOf(page)}`);
    }
    expect(found).toEqual(['2aaaaaaaaa', '3bbbbbbbbb', '3ccccccccc']);
    for await (const _ of read());
    expect(host.used[1]).toBe(host.used[0]);
    expect(pageMemory.take()).toBe(host.used[0]);
  });

  it('keeps pages whose bytes are read later', async () => {
    const { host, read } = reading(true);
    const kept: FirstEntries[] = [];
    for await (const page of read()) kept.push(page);
    expect(kept.map(textOf)).toEqual(['aaaaaaaaa', 'bbbbbbbbb', 'ccccccccc']);
    expect(host.used).toEqual([null]);
  });

  it('ends at the host when it is left, and never uses memory again that the host may write into', async () => {
    const { host, pageMemory, read } = reading(false);
    for await (const page of read()) {
      expect(textOf(page)).toBe('aaaaaaaaa');
      break;
    }
    expect(host.hasEnded).toBe(true);
    expect(pageMemory.take()).not.toBe(host.used[0]);
  });
});
