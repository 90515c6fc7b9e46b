/** A colour to tell things apart by, and nothing more: it is none of the colours that mean something. */
export interface Swatch {
  readonly light: string;
  readonly dark: string;
}

export const swatches = {
  grey: { light: '#5d6876', dark: '#8d99a8' },
  red: { light: '#b4453c', dark: '#d9756c' },
  orange: { light: '#b35a13', dark: '#e08a45' },
  yellow: { light: '#8f6f00', dark: '#d6b13c' },
  green: { light: '#3c7a2e', dark: '#7cbf63' },
  teal: { light: '#0f766e', dark: '#3fb8ac' },
  blue: { light: '#2f62c4', dark: '#6f9cf0' },
  purple: { light: '#7a4cc2', dark: '#ab84ea' },
  pink: { light: '#a8476b', dark: '#dd86a5' },
} as const satisfies Readonly<Record<string, Swatch>>;

export type SwatchName = keyof typeof swatches;

/** The swatch as a CSS colour that follows the scheme shown. */
export const swatchColor = (name: SwatchName): string => `light-dark(${swatches[name].light}, ${swatches[name].dark})`;
