import { EtcdeckError } from '../../contract/failure.ts';
import { withoutFullStop } from '../../contract/text-end.ts';

/** A place in a text; lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Returns the failure of an edited text that cannot be encoded. */
export function unreadable(what: string, { line, column }: Place): EtcdeckError {
  return new EtcdeckError({
    code: 'ValueNotEncodable',
    message: `${withoutFullStop(what)}, at line ${line}, column ${column}`,
    detail: { line, column },
  });
}

/** Returns the place of a character in a text. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
