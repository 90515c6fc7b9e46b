import type { LabMessageKind } from '../../../../contract/lab/frames.ts';
import { WireReader } from '../../../kubernetes-storage/codec/wire-reader.ts';
import { entryData, mostEntryData } from './entry-data.ts';
import { type DecodedMessage, plainMessage } from './tap.ts';

/** raftpb.MessageType. Those that are absent stay within a member, or are none of the kinds that are told apart. */
const kinds: Readonly<Record<number, LabMessageKind>> = {
  2: 'MsgProp',
  3: 'MsgApp',
  4: 'MsgAppResp',
  5: 'MsgVote',
  6: 'MsgVoteResp',
  7: 'MsgSnap',
  8: 'MsgHeartbeat',
  9: 'MsgHeartbeatResp',
  14: 'MsgTimeoutNow',
  15: 'MsgReadIndex',
  16: 'MsgReadIndexResp',
  17: 'MsgPreVote',
  18: 'MsgPreVoteResp',
};

/** The fields of raftpb.Message, of its entries and of a snapshot, from 3.4 to 3.7. */
const message = { type: 1, to: 2, from: 3, term: 4, index: 6, entries: 7, commit: 8, snapshot: 9, reject: 10 } as const;
const entryIndex = 3;
const snapshotMetadata = 2;
const metadataIndex = 2;

/**
 * Reads a raftpb.Message; `bytes` is how much it takes with its frame. Returns `null` where it is none. A heartbeat without
 * sender and receiver is rafthttp's, which keeps a quiet stream open: it is none of raft, and counted as `http`.
 */
export function readRaftMessage(encoded: Uint8Array, bytes: number): DecodedMessage | null {
  try {
    return read(encoded, bytes);
  } catch {
    return null;
  }
}

function read(encoded: Uint8Array, bytes: number): DecodedMessage {
  const reader = new WireReader(encoded);
  const end = encoded.length;
  const fields = { type: 0, to: false, from: false, term: 0, index: 0, commit: 0, isRejected: false };
  let first: number | null = null;
  let count = 0;
  const data: Uint8Array[] = [];
  while (reader.position < end) {
    const tag = reader.tag(end);
    const field = tag >>> 3;
    if ((tag & 7) === 0) {
      if (field === message.type) fields.type = numberAt(reader, end);
      else if (field === message.term) fields.term = numberAt(reader, end);
      else if (field === message.index) fields.index = numberAt(reader, end);
      else if (field === message.commit) fields.commit = numberAt(reader, end);
      else {
        // Ids of members have 64 bits; here it counts whether there is one.
        const isSet = (reader.varint(end) | reader.high) !== 0;
        if (field === message.to) fields.to = isSet;
        else if (field === message.from) fields.from = isSet;
        else if (field === message.reject) fields.isRejected = isSet;
      }
    } else if ((tag & 7) === 2 && field === message.entries) {
      const entryEnd = reader.lengthDelimitedEnd(end);
      if (data.length < mostEntryData) data.push(entryData(encoded.subarray(reader.position, entryEnd)));
      if (count++ === 0) first = lastNumber(reader, entryIndex, entryEnd);
      reader.position = entryEnd;
    } else if ((tag & 7) === 2 && field === message.snapshot) {
      const snapshotEnd = reader.lengthDelimitedEnd(end);
      const index = indexOfSnapshot(reader, snapshotEnd);
      if (index > 0) fields.index = index;
      reader.position = snapshotEnd;
    } else reader.skip(tag, end);
  }
  const { type, to, from, ...said } = fields;
  const kind = kinds[type] ?? 'other';
  if (kind === 'MsgHeartbeat' && !to && !from) return plainMessage('http', bytes);
  // Forwarded proposals have no place in the log yet.
  const entries = first === null ? null : { first, last: first === 0 ? 0 : first + count - 1, data };
  return { kind, bytes, ...said, entries };
}

/** Older versions send an empty snapshot with every message. */
function indexOfSnapshot(reader: WireReader, end: number): number {
  if (!reader.seekLast(snapshotMetadata, 2, end)) return 0;
  return lastNumber(reader, metadataIndex, reader.lengthDelimitedEnd(end));
}

function lastNumber(reader: WireReader, field: number, end: number): number {
  return reader.seekLast(field, 0, end) ? numberAt(reader, end) : 0;
}

function numberAt(reader: WireReader, end: number): number {
  const value = reader.int64(end);
  if (typeof value !== 'number' || value < 0) throw reader.fail('A number that no log reaches');
  return value;
}
