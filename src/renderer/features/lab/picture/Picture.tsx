import Box from '@mui/material/Box';
import { type KeyboardEvent, type PointerEvent, type SyntheticEvent, useMemo, useRef, useState } from 'react';
import type { LabFrame } from '../../../../contract/lab/frames.ts';
import { useStore } from '../../../state/store.ts';
import { color, tint } from '../../../ui/tokens.ts';
import { groupsOf, isPlain, linkKey, linkOf, votersOf } from '../model/lab-facts.ts';
import { groupNames, groupWords } from '../model/lab-sentence.ts';
import { LinkRates, ratesOverMs } from '../model/link-rates.ts';
import { partitionOf } from '../model/partition.ts';
import { useCanAct, useLab } from '../use-lab.tsx';
import { LinkHits } from './LinkHits.tsx';
import { LinkNote } from './LinkNote.tsx';
import { LinksCanvas } from './LinksCanvas.tsx';
import { cardFacts, cardStyles, MemberCard } from './MemberCard.tsx';
import { layOut, ringOrder } from './picture-layout.ts';
import { ribbonScale } from './ribbon-scale.ts';
import { useBox } from './use-box.ts';
import { useMemberDrag } from './use-member-drag.ts';

/** How a key moves among the members. */
const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Passes on what happens to a member, by its name. */
function onMember({ target }: SyntheticEvent, act: (name: string) => void): void {
  const name = target instanceof Element ? target.closest<HTMLElement>('[data-member]')?.dataset.member : undefined;
  if (name !== undefined) act(name);
}

/** The members on a ring, their links, and who can commit. Everything in it was observed, or set by an act. */
export function Picture({ frame }: { readonly frame: LabFrame }) {
  const model = useLab();
  const { selected, marked } = useStore(model.desk);
  const canAct = useCanAct();
  const [box, place] = useBox();
  const list = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<{ readonly from: string; readonly to: string } | null>(null);
  const groups = useMemo(() => groupsOf(frame), [frame]);
  const order = ringOrder(
    frame.members.map(({ name }) => name),
    groups,
  );
  const [width, height] = [box?.width ?? 560, box?.height ?? 440];
  const orderKey = order.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says the same as the order.
  const layout = useMemo(() => layOut(order, width, height), [orderKey, width, height]);
  const scale = ribbonScale(frame);
  const rates = useMemo(() => new LinkRates(model.history.framesBefore(frame.at, ratesOverMs)), [model.history, frame]);
  const { drag, zone, begin } = useMemberDrag({
    marked,
    canDrag: canAct && frame.members.length > 1,
    onDrop: (names) => {
      const partition = partitionOf(frame, names);
      if (partition === null) return;
      model.clearMarks();
      void model.act(partition.act);
    },
  });
  const link = pointed ?? (selected?.kind === 'link' ? selected : null);
  const lit = useMemo(() => new Set(link === null ? [] : [linkKey(link.from, link.to)]), [link]);
  const looked = selected?.kind === 'member' ? selected.name : null;
  const entry = order.find((name) => name === looked) ?? order[0];

  const focusOn = (name: string | undefined): void =>
    list.current?.querySelector<HTMLElement>(`[data-member="${CSS.escape(name ?? '')}"]`)?.focus();
  const onKeyDown = (event: KeyboardEvent, name: string): void => {
    const step = steps[event.key];
    const at = order.indexOf(name);
    if (step !== undefined) focusOn(order[(at + step + order.length) % order.length]);
    else if (event.key === 'Home') focusOn(order[0]);
    else if (event.key === 'End') focusOn(order.at(-1));
    else if (event.key === ' ') model.toggleMark(name);
    else if (event.key === 'Enter') model.showPanel('selected');
    else if (event.key === 'Escape' && marked.length > 0) model.clearMarks();
    else return;
    event.preventDefault();
  };
  const onPointerDown = (event: PointerEvent, name: string): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) model.toggleMark(name);
    else begin(name, event);
  };
  const dropped = drag === null ? null : partitionOf(frame, drag.names);
  const noted = link === null ? null : linkOf(frame, link.from, link.to);
  const ends = noted === null ? [] : [layout.places.get(noted.from), layout.places.get(noted.to)];
  const isParted = frame.links.some((each) => !isPlain(each));

  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <Box ref={place} sx={{ position: 'relative', flex: 1, minHeight: 0, overflow: 'hidden' }}>
        {box === null ? null : (
          <LinksCanvas drawing={{ frame, rates, groups, layout, lit }} width={width} height={height} />
        )}
        <LinkHits
          frame={frame}
          layout={layout}
          width={width}
          height={height}
          onPoint={setPointed}
          onSelect={(each) => {
            model.select({ kind: 'link', ...each });
            model.showPanel('selected');
          }}
        />
        <Box
          ref={list}
          role="listbox"
          aria-label="Members"
          aria-multiselectable="true"
          onFocus={(event) => onMember(event, (name) => model.select({ kind: 'member', name }))}
          onKeyDown={(event) => onMember(event, (name) => onKeyDown(event, name))}
          onPointerDown={(event) => onMember(event, (name) => onPointerDown(event, name))}
          onClick={(event) => onMember(event, () => model.showPanel('selected'))}
          // Links lie beneath, and are met between the members.
          sx={{ position: 'absolute', inset: 0, pointerEvents: 'none', ...cardStyles }}
        >
          {order.map((name) => {
            const member = frame.members.find((each) => each.name === name);
            const at = layout.places.get(name);
            const by = drag?.names.includes(name) ? drag.by : null;
            return member === undefined || at === undefined ? null : (
              <MemberCard
                key={name}
                {...cardFacts(member, scale)}
                {...layout.card}
                left={at.x - layout.card.width / 2 + (by?.x ?? 0)}
                top={at.y - layout.card.height / 2 + (by?.y ?? 0)}
                isLooked={name === looked}
                isMarked={marked.includes(name)}
                isEntry={name === entry}
                isDragged={by !== null}
              />
            );
          })}
        </Box>
        {noted === null || ends[0] === undefined || ends[1] === undefined || pointed === null ? null : (
          <LinkNote
            link={noted}
            rate={rates.of(noted.from, noted.to)}
            at={{
              x: Math.max(120, Math.min(width - 120, (ends[0].x + ends[1].x) / 2)),
              y: Math.max(60, Math.min(height - 60, (ends[0].y + ends[1].y) / 2)),
            }}
          />
        )}
        {drag === null ? null : (
          <Box
            ref={zone}
            data-testid="lab-drop-zone"
            sx={{
              ...{ position: 'absolute', right: 8, bottom: 8, width: 168, height: 72, zIndex: 4, p: 1, opacity: 0.94 },
              ...{ display: 'grid', placeItems: 'center', textAlign: 'center', boxSizing: 'border-box' },
              ...{ borderRadius: '8px', border: `2px dashed ${drag.isOver ? color.accent : color.edge}` },
              ...{ bgcolor: drag.isOver ? tint(color.accent, 18) : color.raised, fontSize: '0.75rem' },
            }}
          >
            {dropped === null
              ? 'There is nobody to be cut off from'
              : dropped.isBack
                ? 'Drop here to bring back'
                : 'Drop here to cut off from the others'}
          </Box>
        )}
      </Box>
      <Box
        component="ul"
        aria-label="Who can commit"
        sx={{
          ...{ m: 0, p: '4px 12px 6px', listStyle: 'none', display: 'flex', flexWrap: 'wrap', gap: '2px 16px' },
          ...{ fontSize: '0.75rem', lineHeight: '18px', color: color.muted },
        }}
      >
        {groups.map((group) => (
          <li key={group.names.join('\n')}>
            <Box component="span" sx={{ color: group.canCommit ? color.ok : color.bad, fontWeight: 600 }}>
              {group.canCommit ? '✓ ' : '✕ '}
              {groupWords(group.answering, votersOf(frame).length, group.canCommit)}
            </Box>
            {groups.length > 1 ? `: ${groupNames(frame, group)}` : isParted ? '' : ' · all links open'}
          </li>
        ))}
        <li>c commit · a applied · thicker: more messages a second</li>
      </Box>
    </Box>
  );
}
