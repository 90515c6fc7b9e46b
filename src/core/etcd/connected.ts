import { type ChannelInterface, connectivityState } from '@grpc/grpc-js';
import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * Waits until a channel is ready or has failed; calls on a failed channel fail with the reason at once. Without this, a
 * call to a machine that drops packets would use up the time for other endpoints. Fails with `ConnectTimeout`.
 */
export function connected(
  channel: ChannelInterface,
  facts: { readonly endpoint: string; readonly operation: string },
  connectBy: number,
  signal: Abort | undefined,
): Promise<void> {
  const settled = new Promise<void>((resolve, reject) => {
    const look = (timedOut?: Error): void => {
      const state = channel.getConnectivityState(true);
      if (state !== connectivityState.IDLE && state !== connectivityState.CONNECTING) resolve();
      else if (timedOut === undefined) channel.watchConnectivityState(state, connectBy, look);
      else
        reject(new EtcdeckError({ code: 'ConnectTimeout', message: 'no connection in time', retry: true, ...facts }));
    };
    look();
  });
  return untilAborted(signal, facts, settled);
}
