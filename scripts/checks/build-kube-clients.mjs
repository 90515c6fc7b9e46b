// node scripts/checks/build-kube-clients.mjs: builds the Go clients of Kubernetes that tests of kube-api run, once.
import { obtainKubeClients } from './kube-clients.mjs';

const found = await obtainKubeClients({ builds: true });
console.log('folder' in found ? found.folder : found.missing);
process.exitCode = 'folder' in found ? 0 : 1;
