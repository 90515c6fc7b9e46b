import Box from '@mui/material/Box';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { LabMemberView } from '../../../../contract/lab/frames.ts';
import { formatCount } from '../../../ui/format.ts';
import { toneColor } from '../../../ui/StatusChip.tsx';
import { color, mono, tint } from '../../../ui/tokens.ts';
import { stateWords } from '../lab-words.ts';
import { isAway } from '../model/lab-facts.ts';
import type { Point } from './picture-layout.ts';
import type { RibbonScale } from './ribbon-scale.ts';
import { StateShape } from './StateShape.tsx';

/** What a member says of itself, for those who hear it. */
export function memberLabel(member: LabMemberView, scale: RibbonScale): string {
  const { name, state, term, vote, commit, applied } = member;
  const behind = scale.behind(commit);
  return [
    `${name}: ${stateWords[state].text}`,
    term === null ? null : `term ${term}`,
    vote === null ? null : `voted for ${vote}`,
    commit === null ? null : `commit ${formatCount(commit)}`,
    applied === null ? null : `applied ${formatCount(applied)}`,
    behind === 0 || behind === null ? null : `${formatCount(behind)} behind`,
    isAway(member) && commit !== null ? 'as it last answered' : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** A member in the picture: its state by shape, word and hue, its term and vote, and how far it is. */
export function MemberCard(props: {
  readonly member: LabMemberView;
  readonly place: Point;
  readonly size: { readonly width: number; readonly height: number };
  readonly scale: RibbonScale;
  readonly isLooked: boolean;
  readonly isMarked: boolean;
  readonly isEntry: boolean;
  /** How far it is dragged from its place. */
  readonly drag: Point | null;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onClick: () => void;
}) {
  const { member, place, size, scale, isLooked, isMarked, drag } = props;
  const { name, state, term, vote, commit, applied } = member;
  const words = stateWords[state];
  const hue = toneColor[words.tone];
  const gone = isAway(member);
  return (
    <Box
      role="option"
      aria-label={memberLabel(member, scale)}
      aria-selected={isMarked}
      data-member={name}
      tabIndex={props.isEntry ? 0 : -1}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      onPointerDown={props.onPointerDown}
      onClick={props.onClick}
      style={{
        left: place.x - size.width / 2 + (drag?.x ?? 0),
        top: place.y - size.height / 2 + (drag?.y ?? 0),
        width: size.width,
        height: size.height,
      }}
      sx={{
        ...{ position: 'absolute', boxSizing: 'border-box', p: '6px 8px', overflow: 'hidden' },
        ...{ userSelect: 'none', touchAction: 'none', cursor: drag === null ? 'grab' : 'grabbing' },
        ...{ borderRadius: '8px', border: `1.5px ${gone ? 'dashed' : 'solid'} ${hue}`, bgcolor: color.surface },
        boxShadow: isMarked ? `0 0 0 3px ${color.accent}` : isLooked ? `0 0 0 2px ${tint(color.accent, 60)}` : 'none',
        zIndex: drag === null ? 1 : 3,
        '&:focus-visible': { outline: `2px solid ${color.text}`, outlineOffset: '3px' },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: '5px', lineHeight: '18px' }}>
        <StateShape state={state} />
        <Box
          component="span"
          title={name}
          sx={{
            flex: 1,
            minWidth: 0,
            fontWeight: 600,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {name}
        </Box>
        {isMarked ? (
          <Box component="span" sx={{ color: color.accent, fontSize: '0.75rem', fontWeight: 700 }}>
            ✓
          </Box>
        ) : null}
      </Box>
      <Box sx={{ fontSize: '0.6875rem', lineHeight: '15px', color: color.muted, whiteSpace: 'nowrap' }}>
        <Box component="span" sx={{ color: hue, fontWeight: 600 }}>
          {words.text}
        </Box>
        {term === null ? '' : ` · term ${term}`}
      </Box>
      <Box
        sx={{
          ...{ fontSize: '0.6875rem', lineHeight: '15px', color: color.muted },
          ...{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
        }}
      >
        {vote === null ? 'no vote in this term' : vote === name ? 'voted for itself' : `vote → ${vote}`}
      </Box>
      <Ribbon name="c" value={commit} scale={scale} hue={gone ? color.faint : color.accent} />
      <Ribbon name="a" value={applied} scale={scale} hue={gone ? color.faint : color.ok} />
    </Box>
  );
}

/** An index as a ribbon; all members' ribbons have one scale, so that they can be compared. */
function Ribbon(props: {
  readonly name: 'c' | 'a';
  readonly value: number | null;
  readonly scale: RibbonScale;
  readonly hue: string;
}) {
  const { name, value, scale, hue } = props;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: '4px', height: 12 }}>
      <Box component="span" sx={{ ...mono, fontSize: '0.625rem', lineHeight: '12px', color: color.muted, width: 7 }}>
        {name}
      </Box>
      <Box sx={{ flex: 1, height: 5, borderRadius: '2px', bgcolor: tint(color.muted, 18) }}>
        <Box
          sx={{ height: '100%', borderRadius: '2px', bgcolor: hue }}
          style={{ width: `${scale.shareOf(value) * 100}%` }}
        />
      </Box>
      <Box component="span" sx={{ ...mono, fontSize: '0.625rem', lineHeight: '12px', color: color.muted }}>
        {value === null ? '–' : formatCount(value)}
      </Box>
    </Box>
  );
}
