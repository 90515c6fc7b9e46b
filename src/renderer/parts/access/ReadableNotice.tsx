import Link from '@mui/material/Link';
import { useState } from 'react';
import type { PermittedRange } from '../../../contract/access.ts';
import { useOwnAccess } from '../../state/access.ts';
import { plural } from '../../ui/format.ts';
import { Notice } from '../../ui/Notice.tsx';
import { mono } from '../../ui/tokens.ts';
import { placeOf, rangeText, readableRanges } from './access-words.ts';

const shownAtFirst = 3;

/** Says that only a part can be seen, and which: what the user may read, each to be gone to. */
export function ReadableNotice({
  onJump,
}: {
  /** Where the screen can go to a prefix. */
  readonly onJump?: (prefix: Uint8Array) => void;
}) {
  const access = useOwnAccess();
  const [isAll, setAll] = useState(false);
  if (access?.kind !== 'limited') {
    return <Notice tone="info">Your user may read a part of these keys only. The others are not shown.</Notice>;
  }
  const ranges = readableRanges(access);
  const shown = isAll ? ranges : ranges.slice(0, shownAtFirst);
  const hidden = ranges.length - shown.length;
  return (
    <Notice tone="info">
      Your user, <b>{access.user}</b>, may read only{' '}
      {shown.map((range, at) => (
        // A role may hold one range twice.
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced whole.
        <span key={at}>
          {at === 0 ? null : ', '}
          <RangeLink range={range} onJump={onJump} /> (role {range.role})
        </span>
      ))}
      {hidden === 0 ? null : (
        <>
          {' '}
          and{' '}
          <Link component="button" type="button" onClick={() => setAll(true)}>
            {plural(hidden, 'more range')}
          </Link>
        </>
      )}
      . Other keys are not shown{access.complete ? '' : ', and it has more roles than were asked for'}.
    </Notice>
  );
}

function RangeLink(props: {
  readonly range: PermittedRange;
  readonly onJump: ((prefix: Uint8Array) => void) | undefined;
}) {
  const { onJump } = props;
  const place = placeOf(props.range);
  const text = rangeText(props.range);
  if (place === null || onJump === undefined) return <span style={mono}>{text}</span>;
  return (
    <Link component="button" type="button" onClick={() => onJump(place)} sx={{ ...mono, overflowWrap: 'anywhere' }}>
      {text}
    </Link>
  );
}
