import { Fragment } from 'react';

const ends = '.-_/:';

/** A name that may take several lines: what a host is called breaks at its dots and dashes before it does within a word. */
export function BreakableName({ name }: { readonly name: string }) {
  return inParts(name).map(([at, part]) => (
    <Fragment key={at}>
      {part}
      <wbr />
    </Fragment>
  ));
}

/** The parts of a name, each with where it begins. */
function inParts(name: string): readonly (readonly [number, string])[] {
  const parts: (readonly [number, string])[] = [];
  let from = 0;
  for (let at = 0; at < name.length; at++) {
    if (!ends.includes(name.charAt(at))) continue;
    parts.push([from, name.slice(from, at + 1)]);
    from = at + 1;
  }
  return from < name.length ? [...parts, [from, name.slice(from)]] : parts;
}
