import type { ConnectErrorCode, Failure } from '../failure.ts';
import { fact, type Words, type WordTable } from './words.ts';

/**
 * Node uses one code for a missing CA, a renewed CA and a certificate of another use; its reason distinguishes them.
 */
function untrustedWords(failure: Failure): Words {
  switch (failure.detail?.reason) {
    case 'CERT_SIGNATURE_FAILURE':
      return {
        title: 'The CA you gave has the right name, but its key did not sign this certificate.',
        action: 'The cluster’s CA was renewed: take its present certificate from a member.',
      };
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return {
        title: 'The server’s certificate signed itself, and you did not give it as the CA.',
        action: 'Give this very certificate as the CA, if you know that it is the member’s.',
      };
    case 'INVALID_PURPOSE':
      return {
        title: 'The server’s certificate is not meant for servers.',
        action:
          'Renew it with the extended key usage serverAuth; it may be a client’s certificate given to etcd by mistake.',
      };
    default:
      return {
        title:
          failure.detail?.trusts === 'system'
            ? 'The server’s certificate is not signed by anyone this machine trusts.'
            : 'The server’s certificate is not signed by the CA you gave.',
        action: 'Choose the CA of this cluster. kubeadm keeps it at /etc/kubernetes/pki/etcd/ca.crt.',
      };
  }
}

/** `NameNotResolved` means a host without an address, or a domain without records: the facts name one of them. */
function nameWords(failure: Failure): Words {
  const { domain, host } = failure.detail ?? {};
  if (domain === undefined || host !== undefined) {
    return {
      title: 'The host name has no address.',
      action: 'Check its spelling, and that this machine uses the DNS that knows it.',
    };
  }
  if (failure.retry) {
    return {
      title: `No name server could be asked about ${domain}.`,
      action: 'Check that this machine reaches its DNS, then try again, or type the endpoints.',
    };
  }
  return {
    title: `${domain} names no endpoint that can be used.`,
    action: 'Check the domain, the service, and its SRV records; or type the endpoints.',
  };
}

/** The words for `ConnectErrorCode`. */
export const connectWords: WordTable<ConnectErrorCode> = {
  EndpointInvalid: {
    title: 'The endpoint is not a client URL.',
    action: 'Write it as https://host:2379, or http://host:2379 where TLS is off.',
  },
  EndpointUnprotected: {
    title: 'This endpoint is plain http, and the connection is https: it was not dialled.',
    action:
      'Have the member announce an https URL with --advertise-client-urls, or add an https endpoint that leads to it.',
  },
  NameNotResolved: nameWords,
  ConnectionRefused: {
    title: 'Nothing listens on that port.',
    action: 'Check the port (2379 by custom) and that etcd runs and listens on this address.',
  },
  ConnectTimeout: {
    title: 'Nothing answered in time.',
    action: 'Check the address, and whether a firewall or a missing route drops the packets.',
  },
  ConnectionCut: {
    title: 'The connection was made and then cut.',
    action: 'Check for a proxy or load balancer in between, then try again.',
  },
  ServerSpeaksTls: {
    title: 'The endpoint speaks TLS, and was dialled with http.',
    action: 'Change the endpoint to https:// and give the CA that signed its certificate.',
  },
  ServerSpeaksPlain: {
    title: 'The endpoint speaks plain http, and was dialled with TLS.',
    action: 'Change the endpoint to http://, or check that this is the port that has TLS.',
  },
  TlsHandshakeFailed: {
    title: 'TLS could not be agreed on with the endpoint.',
    action: 'Check the --cipher-suites and --tls-min-version that etcd was started with.',
  },
  ServerCertificateUntrusted: untrustedWords,
  ServerCertificateNameMismatch: (failure) => ({
    title: 'The server’s certificate does not name this endpoint.',
    action: `It is for ${fact(failure, 'names', 'others')}. Dial one of them, or set one as the server name.`,
  }),
  ServerCertificateExpired: {
    title: 'The server’s certificate has ended, or has not begun.',
    action: 'Renew the member’s certificate, and compare this machine’s clock with the member’s.',
  },
  ClientCertificateRequired: {
    title: 'The server asks for a client certificate.',
    action: 'Choose a client certificate and its private key in the connection.',
  },
  ClientCertificateUntrusted: {
    title: 'The server does not trust the CA of your client certificate.',
    action: 'Use a certificate signed by the CA that etcd was given as --trusted-ca-file.',
  },
  ClientCertificateExpired: {
    title: 'Your client certificate has ended.',
    action: 'Renew it and choose the new file, or check this machine’s clock.',
  },
  ClientCertificateRefused: {
    title: 'The server refused your client certificate.',
    action: 'Check that it is meant for client authentication and that its name is allowed by the cluster.',
  },
  NotEtcd: {
    title: 'What answered is not an etcd server.',
    action: 'Check host and port: a proxy or another service may be listening there.',
  },
  NoMetrics: {
    title: 'The member serves no metrics here.',
    action: 'Give the URL of its --listen-metrics-urls among the connection’s metrics URLs.',
  },
  Unavailable: {
    title: 'No member answers.',
    action: 'Check the network and that etcd runs. etcdeck keeps trying while the connection is open.',
  },
};
