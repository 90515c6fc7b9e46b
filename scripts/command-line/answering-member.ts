import { once } from 'node:events';
import { createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import { rpc } from '../../src/core/etcd/protocol.ts';
import type { ServiceName } from '../../src/core/etcd/rpc-kinds.ts';

/** A member of its own cluster that has one key, `a`. */
export interface AnsweringMember {
  readonly endpoint: string;
  close(): void;
}

const header = { cluster_id: '1', member_id: '2', revision: '9', raft_term: '2' };
const keyValue = {
  key: Buffer.from('a'),
  create_revision: '8',
  mod_revision: '9',
  version: '2',
  value: Buffer.from('b'),
};

/**
 * Starts what answers short commands as a member does, so that the build has V8 compile what runs once there is an answer.
 * It needs no etcd, which a machine that builds may lack.
 */
export async function startAnsweringMember(): Promise<AnsweringMember> {
  const server = createServer();
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => sessions.add(session));
  server.on('stream', (stream, { ':path': path = '' }) => {
    answer(stream, path, endpoint()).catch(() => stream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = (): string => {
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  };
  return {
    endpoint: endpoint(),
    close() {
      for (const session of sessions) session.destroy();
      server.close();
    },
  };
}

async function answer(stream: ServerHttp2Stream, path: string, endpoint: string): Promise<void> {
  stream.on('error', () => undefined);
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(part));
  await once(stream, 'end');
  const [service = '', method = ''] = path.slice('/etcdserverpb.'.length).split('/');
  const known = rpc(service as ServiceName, method); // as the path has it
  const said = known.responseSerialize(answerTo(method, known.requestDeserialize(unframed(parts)), endpoint));
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  const head = Buffer.alloc(5);
  head.writeUInt32BE(said.length, 1);
  stream.end(Buffer.concat([head, said]));
}

const unframed = (parts: readonly Buffer[]): Buffer => Buffer.concat(parts).subarray(5);

function answerTo(method: string, request: object, endpoint: string): object {
  switch (method) {
    case 'Status':
      return { header, version: '3.6.0', dbSize: '20480', dbSizeInUse: '16384', leader: '2', raftTerm: '2' };
    case 'MemberList':
      return { header, members: [{ ID: '2', name: 'default', clientURLs: [endpoint], peerURLs: [endpoint] }] };
    case 'Range': {
      const isOther = 'key' in request && Buffer.isBuffer(request.key) && request.key[0] === 0;
      const isOne = 'range_end' in request && Buffer.isBuffer(request.range_end) && request.range_end.length === 0;
      return isOther && isOne ? { header } : { header, kvs: [keyValue], count: '1' };
    }
    case 'Txn':
      return { header, succeeded: true, responses: [{ response_put: { header } }] };
    default:
      return { header };
  }
}
