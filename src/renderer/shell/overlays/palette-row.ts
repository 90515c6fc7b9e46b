/** How high and how far in a row of the palette stands. */
export const paletteRow = {
  display: 'flex',
  alignItems: 'center',
  gap: 1.25,
  minHeight: 32,
  mx: 0.75,
  px: 1.25,
} as const;

/** Where its icon stands. */
export const paletteIcon = { width: 16 } as const;
