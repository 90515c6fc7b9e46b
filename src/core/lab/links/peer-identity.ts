/**
 * How the proxies meet members, all PEM. The certificate is for servers and for clients, and names 127.0.0.1 (etcd compares a
 * client's certificate with the address that it comes from) and the peer host of every member that the lab may ever have.
 */
export interface PeerIdentity {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}
