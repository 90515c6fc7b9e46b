import { createConnections } from '../core/connections/create-connections.ts';
import { testPorts } from './ports.ts';

/** A competing process: saves connections named `<name> 0`, `<name> 1` … as fast as it can. */
const [settingsFolder = '', name = '', count = ''] = process.argv.slice(2);
const { api } = createConnections(testPorts(settingsFolder));
const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
for (let i = 0; i < Number(count); i++) {
  const draft = { id: null, name: `${name} ${i}`, endpoints: ['http://a:2379'], tls, user: null };
  await api.save({ draft, secrets: {} });
}
