import type { PortTls } from './start-settings.ts';

/** Returns the files of both ports in a folder: one CA, a certificate for clients and one for peers, named as kubeadm does. */
export function tlsInFolder(
  folder: string,
  isKnown: boolean,
): { readonly clientTls: PortTls; readonly peerTls: PortTls } {
  const tls = (name: string): PortTls => {
    const file = (last: string) => ({ path: `${folder === '/' ? '' : folder}/${last}`, isKnown });
    return {
      kind: 'files',
      ca: file('ca.crt'),
      certificate: file(`${name}.crt`),
      key: file(`${name}.key`),
      demandsCertificates: true,
    };
  };
  return { clientTls: tls('server'), peerTls: tls('peer') };
}
