import { memo } from 'react';
import type { LabMemberState, LabMemberView } from '../../../../contract/lab/frames.ts';
import { formatCount } from '../../../ui/format.ts';
import { type Tone, toneColor } from '../../../ui/StatusChip.tsx';
import { color, font, tint } from '../../../ui/tokens.ts';
import { isAway } from '../model/lab-facts.ts';
import { memberWords } from '../model/member-words.ts';
import { leastForBoth } from './picture-layout.ts';
import type { RibbonScale } from './ribbon-scale.ts';
import { StateShape } from './StateShape.tsx';

/** What a member says of itself, for those who hear it. */
function memberLabel(member: LabMemberView, scale: RibbonScale): string {
  const { name, term, vote, commit, applied } = member;
  const behind = scale.behind(commit);
  return [
    `${name}: ${memberWords(member).text}`,
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

/** What a card shows, as plain values: it is drawn again only when one of them is another. */
export interface MemberCardFacts {
  readonly name: string;
  readonly state: LabMemberState;
  readonly text: string;
  readonly tone: Tone;
  readonly label: string;
  readonly term: number | null;
  readonly vote: string | null;
  readonly commit: number | null;
  readonly applied: number | null;
  readonly commitShare: number;
  readonly appliedShare: number;
  readonly isAway: boolean;
}

export function cardFacts(member: LabMemberView, scale: RibbonScale): MemberCardFacts {
  const { name, state, term, vote, commit, applied } = member;
  return {
    ...{ name, state, term, vote, commit, applied },
    text: memberWords(member).text,
    tone: memberWords(member).tone,
    label: memberLabel(member, scale),
    commitShare: scale.shareOf(commit),
    appliedShare: scale.shareOf(applied),
    isAway: isAway(member),
  };
}

interface MemberCardProps extends MemberCardFacts {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly isLooked: boolean;
  readonly isMarked: boolean;
  /** Whether Tab reaches it. */
  readonly isEntry: boolean;
  readonly isDragged: boolean;
}

/** The styles of all cards, for what is around them: ten times a second is too often to make styles anew. */
export const cardStyles = {
  '& [data-member]': {
    ...{ position: 'absolute', boxSizing: 'border-box', padding: '6px 8px', overflow: 'hidden', zIndex: 1 },
    ...{ userSelect: 'none', touchAction: 'none', cursor: 'grab', borderRadius: '8px', pointerEvents: 'auto' },
    ...{ backgroundColor: color.surface, border: '1.5px solid', fontSize: '0.6875rem', lineHeight: '15px' },
    '&[data-dragged=true]': { zIndex: 3, cursor: 'grabbing' },
    '&[data-away=true]': { borderStyle: 'dashed' },
    '&[data-looked=true]': { boxShadow: `0 0 0 2px ${tint(color.accent, 60)}` },
    '&[aria-selected=true]': { boxShadow: `0 0 0 3px ${color.accent}` },
    '&:focus-visible': { outline: `2px solid ${color.text}`, outlineOffset: '3px' },
  },
  '& .lab-name': {
    ...{ display: 'flex', alignItems: 'center', gap: '5px', fontSize: '0.8125rem', lineHeight: '18px' },
    ...{ fontWeight: 600, color: color.text },
    '& span': { flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
    '& i': { fontStyle: 'normal', color: color.accent },
  },
  '& .lab-line': { color: color.muted, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& .lab-ribbon': {
    ...{ display: 'flex', alignItems: 'center', gap: '4px', height: '12px', color: color.muted },
    ...{ fontFamily: font.mono, fontSize: '0.625rem', lineHeight: '12px', fontVariantNumeric: 'tabular-nums' },
    '& > div': { flex: 1, height: '5px', borderRadius: '2px', backgroundColor: tint(color.muted, 18) },
    '& > div > div': { height: '100%', borderRadius: '2px' },
  },
} as const;

/** A member in the picture: its state by shape, word and hue, its term and vote, and how far it is. */
export const MemberCard = memo(function MemberCard(props: MemberCardProps) {
  const { name, state, text, tone, term, vote, isMarked } = props;
  const hue = toneColor[tone];
  const hasRoom = props.width >= leastForBoth;
  const voted = vote === null ? 'no vote' : vote === name ? 'voted for itself' : `vote → ${vote}`;
  return (
    <div
      role="option"
      aria-label={props.label}
      aria-selected={isMarked}
      data-member={name}
      data-looked={props.isLooked}
      data-away={props.isAway}
      data-dragged={props.isDragged}
      tabIndex={props.isEntry ? 0 : -1}
      style={{ left: props.left, top: props.top, width: props.width, height: props.height, borderColor: hue }}
    >
      <div className="lab-name">
        <StateShape state={state} />
        <span title={name}>{name}</span>
        {isMarked ? <i>✓</i> : null}
      </div>
      <div className="lab-line">
        <b style={{ color: hue }}>{text}</b>
        {term === null || !hasRoom ? '' : ` · term ${term}`}
      </div>
      <div className="lab-line">{term === null || hasRoom ? voted : `term ${term}, ${voted}`}</div>
      <Ribbon sign="c" value={props.commit} share={props.commitShare} hue={props.isAway ? color.faint : color.accent} />
      <Ribbon sign="a" value={props.applied} share={props.appliedShare} hue={props.isAway ? color.faint : color.ok} />
    </div>
  );
});

/** An index as a ribbon; all members' ribbons have one scale, so that they can be compared. */
function Ribbon(props: {
  readonly sign: 'c' | 'a';
  readonly value: number | null;
  readonly share: number;
  readonly hue: string;
}) {
  const { sign, value, share, hue } = props;
  return (
    <div className="lab-ribbon">
      {sign}
      <div>
        <div style={{ width: `${share * 100}%`, backgroundColor: hue }} />
      </div>
      {value === null ? '–' : formatCount(value)}
    </div>
  );
}
