import type { LabFrame } from '../../../../contract/lab/frames.ts';
import { useStorePart } from '../../../state/store.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { linkOf } from '../model/lab-facts.ts';
import { useLab } from '../use-lab.tsx';
import { LinkInspector } from './LinkInspector.tsx';
import { MemberInspector } from './MemberInspector.tsx';

/** What is selected in the picture. */
export function SelectedPanel({ frame }: { readonly frame: LabFrame }) {
  const model = useLab();
  const selected = useStorePart(model.desk, (desk) => desk.selected);
  if (selected?.kind === 'member') {
    const view = frame.members.find(({ name }) => name === selected.name);
    if (view !== undefined) return <MemberInspector view={view} frame={frame} />;
  }
  if (selected?.kind === 'link') {
    const link = linkOf(frame, selected.from, selected.to);
    if (link !== null) return <LinkInspector link={link} frame={frame} />;
  }
  return (
    <EmptyState title="Nothing is selected">
      Choose a member or a link in the picture to see what it is and what can be done to it. Space marks members to be
      cut off together; a member can also be dragged out of the ring.
    </EmptyState>
  );
}
