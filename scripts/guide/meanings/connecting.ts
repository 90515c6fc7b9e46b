import type { ConnectErrorCode, SshErrorCode } from '../../../src/contract/failure.ts';

/** What it means that an endpoint is not reached or not trusted, in Markdown. */
export const connectMeanings: Readonly<Record<ConnectErrorCode, string>> = {
  EndpointInvalid:
    'An endpoint is the client URL of a member: a scheme, a host and a port, and no path. `2379` is the custom port for clients; `2380` is the one for members among themselves.',
  EndpointUnprotected:
    'A member announced a client URL with `http://`, while the connection uses TLS. Dialling it would send keys, values and perhaps a password in the clear, so it was left out.',
  NameNotResolved: 'The DNS that this machine asks has no address for the name of the host.',
  ConnectionRefused:
    'The host answered, and said that nothing listens on this port: etcd is not running, listens on another port, or on 127.0.0.1 only (`--listen-client-urls`).',
  ConnectTimeout:
    'Packets were sent and nothing came back, neither yes nor no. Firewalls do that, and hosts that are off.',
  ConnectionCut:
    'The connection stood, and was closed before it was of use. Proxies and load balancers do that, and servers that expect TLS where none was spoken.',
  ServerSpeaksTls: 'The port expects TLS. The endpoint was written with `http://`, so nothing was understood.',
  ServerSpeaksPlain: 'The port speaks plain http. The endpoint was written with `https://`, so TLS had no answer.',
  TlsHandshakeFailed: 'Client and server have no version of TLS, or no cipher, in common.',
  ServerCertificateUntrusted:
    'The certificate that the member showed does not lead to the CA of this connection. Either it is another cluster, or its CA was renewed, or somebody stands in between. Nothing was sent. [When TLS is broken](tls.md) has pictures.',
  ServerCertificateNameMismatch:
    'The certificate is signed by the CA and is for other names or addresses than the one that was dialled. It has to be among its *subject alternative names*.',
  ServerCertificateExpired:
    'A certificate is valid from a day to another, by the clock of the machine that checks it. With kubeadm, certificates of etcd last a year, and are renewed with `kubeadm certs renew`.',
  ClientCertificateRequired:
    'The members run with `--client-cert-auth`: they let in only those who show a certificate that their CA has signed.',
  ClientCertificateUntrusted:
    'The member was shown a client certificate that its own `--trusted-ca-file` has not signed. The CA for clients may be another one than that for servers.',
  ClientCertificateExpired: 'The member found the time of your client certificate over, by its own clock.',
  ClientCertificateRefused:
    'The member refused the client certificate and did not say why. A certificate that is not meant for client authentication is a usual reason, and so is `--client-cert-allowed-hostname`.',
  NotEtcd: 'Something answered, and not as etcd does: a web server, a proxy, or a port for something else.',
  NoMetrics:
    'Metrics are served at the client URL, unless the member was started with `--listen-metrics-urls`: then there.',
  Unavailable:
    'None of the endpoints could be used, and gRPC gave no reason. **Test** in the connection walks through files, name, TCP, TLS and sign-in, and says where it ends: [Find out why it does not work](connections.md#find-out-why-it-does-not-work).',
};

/** What it means that the way through an SSH host fails, in Markdown. */
export const sshMeanings: Readonly<Record<SshErrorCode, string>> = {
  SshUnreachable: 'No connection to the SSH host could be made, or it hung up before anybody had signed in.',
  SshHandshakeFailed: 'What answered is no SSH server, or has no method of encryption in common with etcdeck.',
  SshHostKeyUnknown:
    'An SSH host proves who it is by its key. It was not seen before, so you have to say once that it is the right one; it is kept for the next time. On the host, `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` prints it.',
  SshHostKeyChanged:
    'The host shows another key than the one that was trusted. It was installed anew, or another machine answers in its place. Nothing was sent, no password either.',
  SshAuthFailed: 'The host took neither the key nor the password of this user.',
  SshAgentMissing: 'Keys were to come from the agent of your session, and none answers under `SSH_AUTH_SOCK`.',
  SshKeyInvalid: 'The file is no private key that etcdeck can read.',
  SshPassphraseRequired: 'The file of the SSH key is encrypted, and no passphrase is stored for it.',
  SshPassphraseWrong: 'The passphrase was tried and does not open the file of the SSH key.',
  SshPasswordRequired: 'The host lets this user in by a password, and none is stored.',
  SshForwardRefused:
    'You are signed in, and the SSH host does not forward to the endpoint: it is not allowed to, or nothing listens there.',
  SshFileNotReadable:
    'Certificates were to be read on the SSH host. kubeadm’s keys belong to root, so they are read with `sudo -n cat` where the user may not.',
};
