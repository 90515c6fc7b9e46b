import type { HostInfo } from '../../../contract/settings.ts';

/** What a report of a fault begins with: which etcdeck, and what it runs on. */
export function reportHead(host: HostInfo, commit: string | null, browser: string): string {
  return [
    `etcdeck ${host.version}${commit === null ? '' : ` (${commit})`}`,
    ...host.runsOn,
    `Page: ${browser}`,
    `Secrets: ${host.secrets}`,
    '',
  ].join('\n');
}

/** The licence of etcdeck itself, by what package.json says. */
export const licenceWords = (licence: string): string =>
  licence === 'UNLICENSED' ? 'None is granted with this build: all rights reserved' : licence;
