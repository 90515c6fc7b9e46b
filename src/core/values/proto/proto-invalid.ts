import { EtcdeckError } from '../../../contract/failure.ts';

/** Enough for any honest name or token. */
const longest = 200;

/** Returns the failure of a `.proto` file; `line` counts from 1, `null` where none can be named. */
export function protoInvalid(file: string, line: number | null, what: string): EtcdeckError {
  const place = line === null ? file : `${file}:${line}`;
  const reason = shown(what);
  return new EtcdeckError({
    code: 'ProtoInvalid',
    message: `${place}: ${reason}`,
    detail: { file, reason, ...(line === null ? {} : { line }) },
  });
}

/** A text from a file, on one line and of a bounded length. */
function shown(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replace(/\p{C}/gu, '\ufffd');
}
