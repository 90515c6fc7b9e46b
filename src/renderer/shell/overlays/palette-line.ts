import type { NotUnderstood } from '../../../contract/etcdctl-bridge/commands.ts';
import { readEtcdctlLine } from '../../../contract/etcdctl-bridge/read-line.ts';
import type { Command } from '../../state/commands.ts';
import type { LineOpener } from '../../state/line-opener.ts';

/** A line of etcdctl in the palette: what it opens as, and what there is to say about it. */
export interface PaletteLine {
  /** `null`: it opens as nothing. */
  readonly command: Command | null;
  readonly problems: readonly NotUnderstood[];
  /** Why it opens as nothing though it is understood. */
  readonly refusal: string | null;
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
}

/** Reads a text of the palette as a line of etcdctl; `null` where it is none. */
export function readPaletteLine(
  text: string,
  opener: LineOpener | null,
  warn: (told: string) => void,
): PaletteLine | null {
  const reading = readEtcdctlLine(text);
  if (reading === null) return null;
  const { problems, notes } = reading;
  const opening = opener?.open(reading) ?? null;
  const warnings = opener?.differences(reading) ?? [];
  const refusal =
    opener === null
      ? 'Open a connection first: a line opens on the one that is shown.'
      : opening !== null && 'not' in opening
        ? opening.not
        : null;
  if (opening === null || 'not' in opening) return { command: null, problems, refusal, warnings, notes };
  const { title, note, run } = opening;
  return {
    command: {
      id: 'etcdctl.line',
      title,
      group: reading.program,
      isLiteral: true,
      run: () => {
        run();
        if (warnings.length > 0) warn(warnings.join(' '));
      },
    },
    problems,
    refusal,
    warnings,
    notes: note === undefined ? notes : [note, ...notes],
  };
}

/** Returns a problem as a sentence with its place: `At character 15, “$KEY”: …`. */
export const problemWords = ({ at, text, reason }: NotUnderstood): string =>
  text === '' ? `At character ${at}: ${reason}` : `At character ${at}, “${text}”: ${reason}`;
