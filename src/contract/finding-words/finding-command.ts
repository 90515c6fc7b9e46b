import { type EtcdctlProfile, etcdctlLine, etcdctlNotes } from '../etcdctl-line.ts';

/** A call of etcdctl that remedies a finding. */
export interface FindingCommand {
  readonly words: readonly string[];
  /** The endpoint that has to be asked; `null`: any of the connection's. */
  readonly endpoint: string | null;
}

/** Returns commands as complete shell lines for a connection. */
export function commandText(profile: EtcdctlProfile, commands: readonly FindingCommand[]): string {
  const lines = commands.map(({ words, endpoint }) =>
    etcdctlLine(profile, words, endpoint === null ? null : [endpoint]),
  );
  return [...etcdctlNotes(profile, lines), ...lines].join('\n');
}
