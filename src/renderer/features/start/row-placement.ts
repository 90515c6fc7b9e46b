import { color } from '../../ui/tokens.ts';

/** Where a row of the list stands. */
export interface RowPlacement {
  readonly entryKey: string;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly isFirst: boolean;
  /** Whether it is in the order of Tab. */
  readonly isActive: boolean;
}

/** Places a row of the list, which takes up exactly its height. */
export const rowPlacement = ({ entryKey, top, isFirst, isActive }: RowPlacement, height: number) => ({
  'data-key': entryKey,
  'data-active': isActive ? '' : undefined,
  style: {
    position: 'absolute',
    left: 0,
    right: 0,
    top,
    height,
    borderTop: isFirst ? 'none' : `1px solid ${color.line}`,
  } as const,
});
