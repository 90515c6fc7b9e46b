import type { ConnectionTls } from './profile.ts';

/** kubeadm's folder for etcd's certificates, a client's among them. */
export const kubeadmPki = '/etc/kubernetes/pki/etcd';

/** The client certificate that kubeadm makes for health checks; it can do everything where auth is off. */
export function clientIn(folder: string): Pick<ConnectionTls, 'certFile' | 'keyFile'> {
  return { certFile: `${folder}/healthcheck-client.crt`, keyFile: `${folder}/healthcheck-client.key` };
}
