import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** One SRV record. */
export interface Srv {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly name: string;
}

/** The records of each name, in lower case. */
export type SrvRecords = Readonly<Record<string, readonly Srv[]>>;

/** A real name server over UDP on 127.0.0.1, at `address:port`. */
export interface NameServer {
  readonly address: string;
  close(): void;
}

/** Starts a name server that answers with the present records; it does not answer a name whose records are `null`. */
export async function startNameServer(recordsNow: () => SrvRecords | null): Promise<NameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const records = recordsNow();
    if (records !== null) socket.send(answer(query, records), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: `127.0.0.1:${socket.address().port}`, close: () => void socket.close() };
}

/** RFC 1035, 4.1: the header, the question as it came, the answers. */
function answer(query: Buffer, records: SrvRecords): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString());
    at += 1 + length;
  }
  const found = records[labels.join('.').toLowerCase()] ?? [];
  const header = Buffer.alloc(12);
  header.writeUInt16BE(query.readUInt16BE(0), 0);
  header.writeUInt16BE(found.length > 0 ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(found.length, 6);
  const answers = found.map(({ priority, weight, port, name }) => {
    const target = Buffer.concat([
      ...name.split('.').map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label)])),
      Buffer.of(0),
    ]);
    const record = Buffer.alloc(18);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(33, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt32BE(60, 6);
    record.writeUInt16BE(6 + target.length, 10);
    record.writeUInt16BE(priority, 12);
    record.writeUInt16BE(weight, 14);
    record.writeUInt16BE(port, 16);
    return Buffer.concat([record, target]);
  });
  return Buffer.concat([header, query.subarray(12, at + 5), ...answers]);
}
