import { EmptyState } from '../../ui/EmptyState.tsx';

/** In the place of a user or a role: that none is chosen, or that there is none of the name that is asked for. */
export function NoneChosen(props: {
  readonly noun: 'user' | 'role';
  readonly name: string | null;
  readonly children: string;
}) {
  const { noun, name, children } = props;
  return name === null ? (
    <EmptyState title={`Choose a ${noun}`}>{children}</EmptyState>
  ) : (
    <EmptyState title={`There is no ${noun} ${name}`}>It was deleted, or its name is another one.</EmptyState>
  );
}
