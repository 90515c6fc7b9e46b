import type { HostLayout } from '../../contract/recovery.ts';
import { kubeadmLayout } from './kubeadm-layout.ts';
import type { LayoutCommands } from './layout-commands.ts';
import { plainLayout } from './plain-layout.ts';
import { systemdLayout } from './systemd-layout.ts';

/** The commands of each layout, by the stamp that names what they move aside. */
export const layouts: Readonly<Record<HostLayout, (stamp: string) => LayoutCommands>> = {
  kubeadm: kubeadmLayout,
  systemd: systemdLayout,
  plain: plainLayout,
};
