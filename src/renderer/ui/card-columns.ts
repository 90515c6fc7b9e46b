/**
 * Styles of a dashboard: cards in a wide column and, where there is room, in one beside it, whose width is in pixels. Where
 * there is none they stand beneath each other.
 */
export const cardColumns = (besidePixels: number) =>
  ({
    display: 'grid',
    // Beside another column a table has no room before this is wide.
    gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: `minmax(0, 1fr) ${besidePixels}px` },
    gap: '18px',
    p: { xs: '16px 16px 24px', lg: '24px 32px 32px' },
    maxWidth: 1_800,
    alignItems: 'start',
  }) as const;

/** Styles of one of its columns. */
export const cardColumn = { display: 'flex', flexDirection: 'column', gap: '18px', minWidth: 0 } as const;
