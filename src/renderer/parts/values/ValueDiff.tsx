import { DiffEditor } from '../../ui/DiffEditor.tsx';
import type { ReadKey } from './read-value.ts';

interface ValueDiffProps {
  readonly label: string;
  /** `null`: the key does not exist on that side. */
  readonly before: ReadKey | null;
  readonly after: ReadKey | null;
  readonly beforeTitle: string;
  readonly afterTitle: string;
  readonly height: number | string;
}

/** Two values of a key side by side, as they are read. */
export function ValueDiff({ before, after, ...titles }: ValueDiffProps) {
  return (
    <DiffEditor
      {...titles}
      before={before?.value.text ?? ''}
      after={after?.value.text ?? ''}
      language={(after ?? before)?.value.language ?? 'plaintext'}
    />
  );
}
