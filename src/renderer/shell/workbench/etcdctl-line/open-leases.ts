import type { EtcdctlCommand } from '../../../../contract/etcdctl-bridge/commands.ts';
import { type LeaseBeginnings, leaseDesk } from '../../../features/leases/lease-desk.ts';
import type { LineOpening } from '../../../state/line-opener.ts';
import { plural } from '../../../ui/format.ts';
import type { LineWorld } from './line-world.ts';

type LeaseCommand = Extract<EtcdctlCommand, { readonly kind: `lease ${string}` }>;

/** Returns what a line about leases opens as. */
export function openLeases(command: LeaseCommand, world: LineWorld): LineOpening {
  const begin = (what: (desk: LeaseBeginnings) => void): void => {
    leaseDesk.ask(what);
    world.show('leases', null);
  };
  switch (command.kind) {
    case 'lease list':
      return { title: 'Show the leases', run: () => world.show('leases', null) };
    case 'lease grant': {
      const { ttl } = command;
      return { title: `Grant a lease for ${plural(ttl, 'second')}…`, run: () => begin(({ grant }) => grant(ttl)) };
    }
    case 'lease revoke': {
      const { lease } = command;
      return { title: `Revoke the lease ${lease}…`, run: () => begin(({ revoke }) => revoke([lease])) };
    }
    case 'lease timetolive':
      return {
        title: `Show the lease ${command.lease}`,
        run: () => begin(({ showLease }) => showLease(command.lease)),
      };
    case 'lease keep-alive':
      return {
        title: `Show the lease ${command.lease}, to keep it alive`,
        note: 'A switch there keeps it alive for as long as the window is open.',
        run: () => begin(({ showLease }) => showLease(command.lease)),
      };
  }
}
