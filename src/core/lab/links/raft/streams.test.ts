import { describe, expect, it } from 'vitest';
import { recordedStreams } from '../../../../testing/recorded-streams.ts';
import { requestTap, snapshotTap, wholeMessageTap } from './body-taps.ts';
import { readRaftMessage } from './raft-message.ts';
import { appStream, messageStream } from './stream-codecs.ts';
import { type StreamCodec, StreamTap } from './stream-tap.ts';
import { type DecodedMessage, mostMessageBytes, type Tap } from './tap.ts';

describe.each(Object.entries(recordedStreams))('streams of %s', (_, recorded) => {
  it('reads entries, whose place follows from the message before', () => {
    const messages = readAll(new StreamTap(appStream), recorded.app);
    expect(messages.at(-1)).toMatchObject({ kind: 'http', bytes: 1 });
    const entries = messages.filter(({ kind }) => kind !== 'http');
    expect(new Set(entries.map(({ kind, term }) => `${kind} ${term}`))).toEqual(new Set(['MsgApp 2']));
    // One after the other, from the entry after a new leader's first ones to the last write.
    let next = 4;
    for (const { index, entries: sent } of entries) {
      expect(index).toBe(next - 1);
      if (sent !== null) expect(sent.first).toBe(next);
      next = (sent?.last ?? index) + 1;
    }
    expect(next).toBe(13);
    expect(entries.map(({ commit }) => commit)).toEqual(entries.map(({ commit }) => commit).toSorted((a, b) => a - b));
    expect(entries.at(-1)?.commit).toBe(12);
    const data = entries.flatMap(({ entries: sent }) => sent?.data ?? []);
    expect(data.filter((bytes) => /k0|k1|k2|forwarded/.test(Buffer.from(bytes).toString('latin1')))).toHaveLength(4);
    // What is carried to another thread is carried with all of its memory.
    expect(data.every((bytes) => bytes.buffer.byteLength === bytes.length)).toBe(true);
  });

  it('reads what a leader says beside', () => {
    const messages = readAll(new StreamTap(messageStream), recorded.leader);
    const kinds = new Set(messages.map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining(['MsgVote', 'MsgHeartbeat', 'MsgReadIndexResp', 'http']));
    expect(kinds).not.toContain('other');
    expect(messages.find(({ kind }) => kind === 'MsgVote')).toMatchObject({ term: 2, index: 3 });
    expect(messages.find(({ kind }) => kind === 'MsgReadIndexResp')).toMatchObject({ term: 2, index: 12 });
  });

  it('reads what a follower says', () => {
    const messages = readAll(new StreamTap(messageStream), recorded.follower);
    const kinds = new Set(messages.map(({ kind }) => kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining(['MsgVoteResp', 'MsgAppResp', 'MsgProp', 'MsgHeartbeatResp', 'http']),
    );
    expect(kinds).not.toContain('other');
    expect(messages.find(({ kind }) => kind === 'MsgProp')?.entries).toMatchObject({ first: 0, last: 0 });
    expect(messages.find(({ kind }) => kind === 'MsgAppResp')).toMatchObject({ term: 2, index: 4, isRejected: false });
  });

  it.each([
    ['app', appStream],
    ['leader', messageStream],
    ['follower', messageStream],
  ] as const)('reads the same from single bytes: %s', (which, codec) => {
    const bytes = recorded[which];
    const tap = new StreamTap(codec);
    const messages = Array.from(bytes, (_byte, i) => tap.take(bytes.subarray(i, i + 1))).flat();
    expect(messages).toEqual(readAll(new StreamTap(codec), bytes));
    expect(messages.reduce((total, message) => total + message.bytes, 0)).toBe(bytes.length);
    expect(tap.isMidway).toBe(false);
  });
});

describe('what is no stream of raft', () => {
  const eight = (value: bigint): Uint8Array => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(value);
    return bytes;
  };

  it.each<[string, StreamCodec, Uint8Array]>([
    ['a frame of no known type', appStream, Buffer.from([9, 0, 0])],
    ['a length beyond every bound', messageStream, eight(2n ** 63n)],
    ['a length that is too large', messageStream, eight(BigInt(mostMessageBytes + 1))],
    ['an entry that is too large', appStream, Buffer.concat([Buffer.from([1]), eight(1n), eight(2n ** 40n)])],
    ['bytes that are no message', messageStream, Buffer.concat([eight(3n), Buffer.from([0xff, 0xff, 0xff])])],
    ['a page', messageStream, Buffer.from('<html>not found</html>')],
  ])('stops reading at %s, once', (_, codec, bytes) => {
    const tap = new StreamTap(codec);
    expect(tap.take(bytes)).toMatchObject([{ kind: 'other' }]);
    expect(tap.take(bytes)).toEqual([]);
    expect(tap.isMidway).toBe(false);
  });

  it('carries what the first of many entries hold', () => {
    const entry = Buffer.from([0x22, 1, 0x78]);
    const frames = Array.from({ length: 300 }, () => Buffer.concat([eight(3n), entry]));
    const bytes = Buffer.concat([Buffer.from([1]), eight(300n), ...frames, eight(7n)]);
    const [message] = new StreamTap(appStream).take(bytes);
    expect(message).toMatchObject({ kind: 'MsgApp', bytes: bytes.length, commit: 7, entries: { first: 1, last: 300 } });
    expect(message?.entries?.data).toHaveLength(256);
    const long = Buffer.concat([Buffer.from([0x22, 0x80, 0x10]), Buffer.alloc(2_048)]);
    const alone = [Buffer.from([1]), eight(1n), eight(BigInt(long.length)), long, eight(7n)];
    expect(new StreamTap(appStream).take(Buffer.concat(alone))[0]?.entries?.data[0]).toHaveLength(1_021);
  });

  it('takes no memory for entries that are said to follow', () => {
    const tap = new StreamTap(appStream);
    expect(tap.take(Buffer.concat([Buffer.from([1]), eight(2n ** 50n)]))).toEqual([]);
    expect(tap.isMidway).toBe(true);
  });

  it('ends at random bytes without an error', () => {
    let seed = 1;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed >>> 16;
    };
    for (let round = 0; round < 2_000; round++) {
      const bytes = Uint8Array.from({ length: 64 }, random);
      for (const codec of [appStream, messageStream]) new StreamTap(codec).take(bytes);
      readRaftMessage(bytes, bytes.length);
      for (const recorded of Object.values(recordedStreams)) {
        const damaged = recorded.leader.slice();
        damaged[random() % damaged.length] = random() % 256;
        new StreamTap(messageStream).take(damaged);
      }
    }
  });
});

describe('bodies', () => {
  const message = recordedStreams['3.5']?.follower.subarray(8, 8 + 47) ?? new Uint8Array();

  it('reads a body that is one message', () => {
    expect(whole(wholeMessageTap(), message)).toMatchObject([{ kind: 'MsgPreVoteResp', bytes: 47, term: 2 }]);
    expect(whole(wholeMessageTap(), Buffer.from('no message'))).toMatchObject([{ kind: 'other', bytes: 10 }]);
    expect(whole(wholeMessageTap(), Buffer.alloc(mostMessageBytes + 1))).toMatchObject([{ kind: 'other' }]);
  });

  it('reads the message before a database, which passes with it', () => {
    const head = Buffer.from('0807180120012803', 'hex');
    const snapshot = Buffer.from('4a0412021007', 'hex');
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(head.length + snapshot.length));
    const body = Buffer.concat([length, head, snapshot, Buffer.alloc(100_000)]);
    expect(whole(snapshotTap(), body)).toMatchObject([{ kind: 'MsgSnap', index: 7, term: 1, bytes: body.length }]);
    expect(whole(snapshotTap(), Buffer.alloc(4))).toMatchObject([{ kind: 'other', bytes: 4 }]);
  });

  it('says whether a message is left halfway', () => {
    const tap = wholeMessageTap();
    tap.take(message);
    expect(tap.isMidway).toBe(true);
    tap.end();
    expect(tap.isMidway).toBe(false);
  });

  it('counts a request that is none of raft', () => {
    expect(whole(requestTap(), Buffer.alloc(0))).toMatchObject([{ kind: 'http', bytes: 0 }]);
  });
});

function readAll(tap: Tap, bytes: Uint8Array): readonly DecodedMessage[] {
  return tap.take(bytes);
}

function whole(tap: Tap, bytes: Uint8Array): readonly DecodedMessage[] {
  return [...tap.take(bytes), ...tap.end()];
}
