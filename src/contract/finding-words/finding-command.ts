import { type EtcdctlProfile, etcdctlLine, etcdctlNotes } from '../etcdctl-line.ts';

/** What etcdctl is called with where a finding can be answered in a terminal. */
export interface FindingCommand {
  readonly words: readonly string[];
  /** The endpoint that has to be asked; `null`: any of the connection's. */
  readonly endpoint: string | null;
}

/** Spells commands for a connection, as lines that work by themselves. */
export function commandText(profile: EtcdctlProfile, commands: readonly FindingCommand[]): string {
  const lines = commands.map(({ words, endpoint }) =>
    etcdctlLine(profile, words, endpoint === null ? null : [endpoint]),
  );
  return [...etcdctlNotes(profile, lines), ...lines].join('\n');
}
