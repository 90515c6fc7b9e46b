import { WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';

/** Fields of etcdserverpb.InternalRaftRequest and of what is in it, from 3.4 to 3.7. */
const request = { put: 4, header: 100 } as const;
const headerId = 1;
const put = { key: 1, value: 2 } as const;

/** A put that one member has proposed. */
export interface ProposedPut {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  /** The id of the member, in hexadecimal; `null`: unknown. */
  readonly via: string | null;
}

/**
 * Returns whether an entry of raft's log is a put of this key and value, proposed by this member: a member's requests
 * have its own id in their highest bits. Of a long entry the beginning may be given; it ends within the value then.
 */
export function isEntryOf(data: Uint8Array, { key, value, via }: ProposedPut): boolean {
  try {
    const reader = new WireReader(data);
    const end = data.length;
    let isPut = false;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if ((tag & 7) === 2 && tag >>> 3 === request.put) {
        const length = reader.varint(end);
        const isWhole = length <= end - reader.position;
        const putEnd = isWhole ? reader.position + length : end;
        if (!holds(reader, putEnd, key, value)) return false;
        isPut = true;
        if (!isWhole) return true;
        reader.position = putEnd;
      } else if ((tag & 7) === 2 && tag >>> 3 === request.header) {
        const headerEnd = reader.lengthDelimitedEnd(end);
        if (via !== null && reader.seekLast(headerId, 0, headerEnd)) {
          reader.varint(headerEnd);
          if (reader.high >>> 16 !== Number.parseInt(via.slice(-4), 16)) return false;
        }
        reader.position = headerEnd;
      } else reader.skip(tag, end);
    }
    return isPut;
  } catch {
    return false;
  }
}

/** Whether a PutRequest that ends at `end`, or whose value goes on behind it, has the key and the value. */
function holds(reader: WireReader, end: number, key: Uint8Array, value: Uint8Array): boolean {
  let hasKey = false;
  let hasValue = value.length === 0;
  while (reader.position < end) {
    const tag = reader.tag(end);
    const field = tag >>> 3;
    if ((tag & 7) !== 2 || (field !== put.key && field !== put.value)) {
      reader.skip(tag, end);
      continue;
    }
    const length = reader.varint(end);
    const wanted = field === put.key ? key : value;
    const found = reader.bytes.subarray(reader.position, Math.min(end, reader.position + length));
    if (length !== wanted.length || Buffer.compare(found, wanted.subarray(0, found.length)) !== 0) return false;
    if (field === put.key) hasKey = true;
    else hasValue = true;
    reader.position = Math.min(end, reader.position + length);
  }
  return hasKey && hasValue;
}
