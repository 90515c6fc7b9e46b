import type { EtcdNotice, EtcdOffer, EtcdStep } from '../../../contract/programs.ts';
import type { Fact } from '../../ui/FactList.tsx';
import { formatBytes } from '../../ui/format.ts';

/** One way of getting etcd, in a few words. */
export function offerTitle(offer: EtcdOffer): string {
  if (offer.way === 'package') return 'Install Debian’s package';
  if (offer.way === 'build') return `Build etcd ${offer.version} with Go`;
  return offer.version === null ? 'Download your archive' : `Download etcd ${offer.version}`;
}

/** What it costs, behind its title. */
export function offerNote(offer: EtcdOffer): string {
  if (offer.way === 'package') return 'For the whole machine; where systemd runs, it starts a member too.';
  if (offer.way === 'build') return 'Takes minutes.';
  return offer.bytes === null ? '' : `About ${formatBytes(offer.bytes)}.`;
}

/** What happens, fact by fact, before it does. */
export function offerFacts(offer: EtcdOffer): readonly Fact[] {
  if (offer.way === 'package') return [{ name: 'Runs', value: offer.command, isMono: true }];
  const into = { name: 'Into', value: offer.folder, isMono: true };
  if (offer.way === 'build') {
    return [{ name: 'From', value: 'Go’s module proxy, checked by its checksum database' }, into];
  }
  return [
    { name: 'From', value: offer.address, isMono: true },
    ...(offer.proxy === null ? [] : [{ name: 'Through', value: `the proxy ${offer.proxy}` }]),
    { name: 'SHA-256', value: offer.sha256, isMono: true },
    into,
  ];
}

const stepWords: Readonly<Record<EtcdStep, string>> = {
  download: 'Downloading',
  unpack: 'Checked; unpacking it',
  install: 'Installing the package',
  build: 'Building, which takes minutes',
  try: 'Trying it',
};

/** What getting it is at. */
export function noticeWords(notice: EtcdNotice): string {
  switch (notice.kind) {
    case 'step':
      return stepWords[notice.step];
    case 'received':
      return `${formatBytes(notice.bytes)}${notice.total === null ? '' : ` of ${formatBytes(notice.total)}`}`;
    case 'line':
      return notice.text;
    case 'ready':
      return `etcd ${notice.etcd.version}`;
  }
}
