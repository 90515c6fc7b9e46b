import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { heldWords, type MemberAction } from './member-actions.ts';

/** What can be done with one member. */
export function MemberMenu({ name, actions }: { readonly name: string; readonly actions: readonly MemberAction[] }) {
  if (actions.length === 0) return null;
  return (
    <MoreMenu
      name={name}
      note={actions.some(({ isHeld }) => isHeld) ? heldWords : null}
      items={actions.map(({ title, icon, isHeld = false, run }) => ({ label: title, icon, isDisabled: isHeld, run }))}
    />
  );
}
