import type { MemberStart, StartFile } from '../../../contract/member-start.ts';
import { flagCommand, flagVariables, flagWords } from './flag-spellings.ts';
import { startFlags } from './start-flags.ts';
import type { PortTls, StartSettings } from './start-settings.ts';
import { staticPod } from './static-pod.ts';
import { systemdUnit } from './systemd-unit.ts';

/** Spells a start in every way, with the files that it needs and what to know before. Pure. */
export function describeStart(settings: StartSettings): MemberStart {
  const flags = startFlags(settings);
  const files = [
    ...filesOf(settings.clientTls, ['clientCa', 'certificate', 'key']),
    ...filesOf(settings.peerTls, ['peerCa', 'peerCertificate', 'peerKey']),
  ];
  const paths = files.map(({ path }) => path);
  return {
    name: settings.name,
    args: flagWords(flags),
    env: flagVariables(flags),
    command: flagCommand(flags),
    unit: systemdUnit(flags),
    manifest: staticPod(settings, flags, paths),
    files,
    warnings: [
      'DataDirMustBeEmpty',
      ...(settings.state === 'existing' ? ['VersionMustMatch' as const] : []),
      ...(files.every(({ isKnown }) => isKnown) ? [] : ['AssumedTlsPaths' as const]),
    ],
  };
}

type Roles = readonly [ca: StartFile['role'], certificate: StartFile['role'], key: StartFile['role']];

function filesOf(tls: PortTls | null, [caRole, certificateRole, keyRole]: Roles): readonly StartFile[] {
  if (tls?.kind !== 'files') return [];
  return [
    ...(tls.ca === null ? [] : [{ role: caRole, ...tls.ca }]),
    { role: certificateRole, ...tls.certificate },
    { role: keyRole, ...tls.key },
  ];
}
