import { type ChannelInterface, connectivityState, Metadata } from '@grpc/grpc-js';
import { expect, it } from 'vitest';
import { CheckedTransport } from './checked-transport.ts';

const { READY, IDLE, CONNECTING, TRANSIENT_FAILURE, SHUTDOWN } = connectivityState;

/** A channel with a connectivity set by the test. */
function aChannel(first: connectivityState) {
  let state = first;
  let watcher: { readonly from: connectivityState; readonly tell: () => void } | null = null;
  const channel: Pick<ChannelInterface, 'getConnectivityState' | 'watchConnectivityState'> = {
    getConnectivityState: () => state,
    watchConnectivityState(from, _, tell) {
      watcher = { from, tell };
    },
  };
  const become = (next: connectivityState): void => {
    state = next;
    const told = watcher;
    if (told === null || told.from === next) return;
    watcher = null;
    told.tell();
  };
  // The class under test uses no other part of a channel.
  return { transport: new CheckedTransport(channel as ChannelInterface), become, isWatched: () => watcher !== null };
}

async function sends(transport: CheckedTransport): Promise<boolean> {
  const only = transport.only();
  const asked = { method_name: 'txn', service_url: 'etcd' };
  const isSent = await only.credentials.generateMetadata(asked).then(
    (metadata) => metadata instanceof Metadata,
    () => false,
  );
  expect(only.isHeldBack()).toBe(!isSent);
  return isSent;
}

it('lets a call through on the connection that was checked, and on no later one', async () => {
  const { transport, become } = aChannel(IDLE);
  become(CONNECTING);
  become(READY);
  expect(await sends(transport)).toBe(false);
  transport.check(transport.current);
  expect(await sends(transport)).toBe(true);
  become(IDLE);
  expect(await sends(transport)).toBe(false);
  become(READY);
  expect(await sends(transport)).toBe(false);
  transport.check(transport.current);
  expect(await sends(transport)).toBe(true);
});

it('counts no answer for a connection that it did not come by', async () => {
  const { transport, become } = aChannel(READY);
  const asked = transport.current;
  become(TRANSIENT_FAILURE);
  become(READY);
  transport.check(asked);
  expect(transport.isChecked).toBe(false);
});

it('trusts a connection no longer by which another cluster answered', async () => {
  const { transport } = aChannel(READY);
  transport.check(transport.current);
  transport.distrust();
  expect(await sends(transport)).toBe(false);
});

it('watches no channel that is closed', () => {
  const { become, isWatched } = aChannel(READY);
  expect(isWatched()).toBe(true);
  become(SHUTDOWN);
  expect(isWatched()).toBe(false);
});
