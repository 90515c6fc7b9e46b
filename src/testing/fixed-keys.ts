import { rpc } from '../core/etcd/protocol.ts';
import { type OddAnswer, type OddEtcd, oddHeader, startOddEtcd } from './odd-etcd.ts';

interface RangeRequest {
  readonly key: Buffer;
  readonly range_end: Buffer;
}

/**
 * Starts a member that answers reads with the given keys, as they are at the time of the call, each at modRevision 5.
 */
export async function startFixedKeys(keys: ReadonlyMap<string, string>): Promise<OddEtcd> {
  return await startOddEtcd(({ name, request }): OddAnswer => {
    if (name === 'KV/Range') return { messages: [[rpc('KV', 'range'), read(request as unknown as RangeRequest)]] };
    if (name !== 'KV/Txn') return { status: 12, words: 'no' };
    // A transaction of reads: no other is sent here.
    const success = request.success as readonly { readonly request_range: RangeRequest }[];
    const responses = success.map(({ request_range }) => ({ response_range: read(request_range) }));
    return { messages: [[rpc('KV', 'txn'), { header: oddHeader, succeeded: true, responses }]] };
  });

  function read({ key, range_end: end }: RangeRequest): object {
    const isAsked = (one: string): boolean =>
      end.length === 0 ? one === key.toString() : one >= key.toString() && one < end.toString();
    const kvs = [...keys]
      .filter(([one]) => isAsked(one))
      .map(([one, value]) => ({ key: Buffer.from(one), value: Buffer.from(value), mod_revision: '5' }));
    return { header: oddHeader, kvs, count: kvs.length };
  }
}
