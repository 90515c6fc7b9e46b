import type { PeerURLWarning } from './member-start.ts';

/** What is seldom meant of a peer URL, as a sentence that goes on after the URL. */
export const peerURLWarningWords: Readonly<Record<PeerURLWarning, string>> = {
  Unresolved: 'its name has no address on this machine. A member that starts waits for it.',
  SameAddress: 'it leads to the same place as another peer URL, spelt otherwise.',
  PlainBesideTls: 'it is plain http, and the other members’ are https. They will not talk to each other.',
  TlsBesidePlain: 'it is https, and the other members’ are plain http. They will not talk to each other.',
  Loopback: 'it leads to the member’s own host only. Members on other hosts cannot reach it.',
  Unspecified:
    'it names every address of a host, which is for --listen-peer-urls. The other members need one that they can dial.',
  ClientURL: 'a member serves clients there. Peer URLs are where members reach each other, by custom at port 2380.',
  ClientPort: 'its port is the one at which members serve clients. Peer URLs have a port of their own, by custom 2380.',
};
