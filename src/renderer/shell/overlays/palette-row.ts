/** The height and indent of a row of the palette. */
export const paletteRow = {
  display: 'flex',
  alignItems: 'center',
  gap: 1.25,
  minHeight: 32,
  mx: 0.75,
  px: 1.25,
} as const;

/** The width of a row's icon. */
export const paletteIcon = { width: 16 } as const;
