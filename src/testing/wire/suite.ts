import { afterEach, describe } from 'vitest';
import type { Api } from '../../contract/api.ts';
import { type Client, createClient } from '../../contract/wire/client.ts';
import { describeCancel } from './cancel.ts';
import { describeClosing } from './closing.ts';
import { describeFailures } from './failures.ts';
import { describeHostilePeers } from './hostile.ts';
import { describeLargeRequests } from './large.ts';
import { describeBackPressure } from './pressure.ts';
import { stubApi } from './stub-api.ts';
import { describeValues } from './values.ts';
import type { WireHost, WireWorld } from './world.ts';

/**
 * Tests the guarantees of the wire over one transport. The implementation behind it is a stub: the wire is under test.
 */
export function describeWire(transportName: string, startHost: (api: Api) => Promise<WireHost>): void {
  let host: WireHost | undefined;
  const clients: Client[] = [];
  const world: WireWorld = {
    async serveStub(methods) {
      host = await startHost(stubApi(methods));
      return host;
    },
    async connectTo(wireHost) {
      const client = createClient(await wireHost.connect());
      clients.push(client);
      return client;
    },
    clientOf: async (methods) => world.connectTo(await world.serveStub(methods)),
  };

  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await host?.close();
    host = undefined;
  });

  describe(`the wire over ${transportName}`, () => {
    describeValues(world);
    describeFailures(world);
    describeCancel(world);
    describeBackPressure(world);
    describeClosing(world);
    describeHostilePeers(world);
    describeLargeRequests(world);
  });
}
