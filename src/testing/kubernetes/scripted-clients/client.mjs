// Reads and follows a served registry with Kubernetes' JavaScript client. Arguments: kubeconfig, namespace to follow. The
// client is in the folder that it is started in.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { resolve } = createRequire(join(process.cwd(), 'package.json'));
const k8s = await import(pathToFileURL(resolve('@kubernetes/client-node')).href);
const [kubeconfig, namespace] = process.argv.slice(2);
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

const config = new k8s.KubeConfig();
config.loadFromFile(kubeconfig);
const core = config.makeApiClient(k8s.CoreV1Api);
say({ version: (await config.makeApiClient(k8s.VersionApi).getCode()).gitVersion });
const { items } = await core.listNamespacedPod({ namespace: 'shop' });
say({ pods: items.map(({ metadata }) => metadata.name) });
const named = { group: 'backup.example', version: 'v1', plural: 'schedules', namespace: 'shop', name: 'nightly' };
const schedule = await config.makeApiClient(k8s.CustomObjectsApi).getNamespacedCustomObject(named);
say({ keep: schedule.spec.keep });
await core
  .deleteNamespacedPod({ namespace: 'shop', name: 'orders-db-0' })
  .catch((refused) => say({ refused: JSON.parse(refused.body).message }));
const listed = await core.listNamespacedConfigMap({ namespace });
let resourceVersion = listed.metadata.resourceVersion;
say({ following: resourceVersion });
let isDone = false;
const watch = new k8s.Watch(config);
const path = `/api/v1/namespaces/${namespace}/configmaps`;
while (!isDone) {
  // A short watch: each goes on behind the last change that was seen.
  await new Promise((ended, failed) => {
    const onEvent = (event, { metadata }) => {
      resourceVersion = metadata.resourceVersion;
      say({ event, name: metadata.name });
      isDone = metadata.name === 'last';
    };
    const onEnd = (error) => (error && error.name !== 'AbortError' ? failed(error) : ended());
    watch.watch(path, { resourceVersion, timeoutSeconds: 1 }, onEvent, onEnd).catch(failed);
  });
}
