import { z } from 'zod';

/** A line of a member's log, of either form. */
export interface LogLine {
  /** Milliseconds since 1970: the line's own time, as fine as it has one. */
  readonly at: number;
  /** Without a time and a caller, which differ between versions. */
  readonly message: string;
  /** The other member that a line about a snapshot names, in hexadecimal. */
  readonly peer: string | null;
}

const longestLine = 16_384;
const shape = z.object({
  ts: z.string().max(40),
  msg: z.string().max(1_024),
  'remote-peer-id': z
    .string()
    .regex(/^[0-9a-f]{1,16}$/)
    .optional()
    .catch(undefined),
});

/**
 * Reads a line of a member's log, `heardAt` in milliseconds since 1970: zap's JSON, and 3.4's own form, where raft's lines
 * have whole seconds in the machine's own time. `null` where it is neither.
 */
export function readLogLine(line: string, heardAt: number): LogLine | null {
  if (line.length > longestLine) return null;
  return line.startsWith('{') ? readJson(line) : readOld(line, heardAt);
}

function readJson(line: string): LogLine | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return null;
  }
  const read = shape.safeParse(parsed);
  if (!read.success) return null;
  const at = timeOf(read.data.ts);
  return Number.isNaN(at) ? null : { at, message: read.data.msg, peer: read.data['remote-peer-id'] ?? null };
}

/** `Date.parse` drops what is finer than a millisecond, by which lines of one election are told apart. */
function timeOf(ts: string): number {
  const finer = /\.\d{3}(\d{1,6})/.exec(ts)?.[1];
  return Date.parse(ts) + (finer === undefined ? 0 : Number(`0.${finer}`));
}

function readOld(line: string, heardAt: number): LogLine | null {
  const raft = /^raft(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) [A-Z]{1,16}: (.{1,1024})$/.exec(line);
  if (raft !== null) {
    const second = localTime(raft.slice(1, 7));
    return { at: Math.max(second, Math.min(heardAt, second + 999)), message: raft[7] ?? '', peer: null };
  }
  const other = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{6}) [A-Z] \| (.{1,1024})$/.exec(line);
  if (other === null) return null;
  return { at: localTime(other.slice(1, 7)) + Number(other[7]) / 1_000, message: other[8] ?? '', peer: null };
}

function localTime(parts: readonly string[]): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  return new Date(year, month - 1, day, hour, minute, second).getTime();
}
