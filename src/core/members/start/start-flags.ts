import { clientListenURLs, listenURLs } from './listen-urls.ts';
import type { PortTls, StartFlag, StartSettings } from './start-settings.ts';

/** Returns the flags of a start, each once, about in the order of etcd's help. */
export function startFlags(settings: StartSettings): readonly StartFlag[] {
  const { peerURLs, clientURLs, clientTls, peerTls, token } = settings;
  const flag = (name: string, value: string): StartFlag => ({ name, value });
  return [
    flag('name', settings.name),
    flag('data-dir', settings.dataDir),
    flag('listen-peer-urls', listenURLs(peerURLs).join(',')),
    flag('initial-advertise-peer-urls', peerURLs.join(',')),
    flag('listen-client-urls', clientListenURLs(clientURLs).join(',')),
    flag('advertise-client-urls', clientURLs.join(',')),
    flag('initial-cluster', settings.initialCluster),
    flag('initial-cluster-state', settings.state),
    ...(token === null ? [] : [flag('initial-cluster-token', token)]),
    ...tlsFlags('', clientTls),
    ...tlsFlags('peer-', peerTls),
    ...settings.shared,
  ];
}

function tlsFlags(prefix: '' | 'peer-', tls: PortTls | null): readonly StartFlag[] {
  if (tls === null) return [];
  if (tls.kind === 'self-signed') return [{ name: `${prefix}auto-tls`, value: 'true' }];
  const { ca, certificate, key, demandsCertificates } = tls;
  return [
    { name: `${prefix}cert-file`, value: certificate.path },
    { name: `${prefix}key-file`, value: key.path },
    ...(ca === null ? [] : [{ name: `${prefix}trusted-ca-file`, value: ca.path }]),
    ...(demandsCertificates ? [{ name: `${prefix}client-cert-auth`, value: 'true' }] : []),
  ];
}
