import { expect, it } from 'vitest';
import { type ColorName, type Scheme, schemes } from './tokens.ts';

const channels = (hex: string): readonly number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

const mix = (a: readonly number[], b: readonly number[], share: number): readonly number[] =>
  a.map((value, at) => value * share + (b[at] ?? 0) * (1 - share));

function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2's contrast ratio: AA asks for 4.5 of text. */
function contrast(a: readonly number[], b: readonly number[]): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const grounds: readonly ColorName[] = ['background', 'surface', 'raised'];
const texts: readonly ColorName[] = ['text', 'muted', 'accent', 'ok', 'warn', 'bad', 'learner', 'production'];
const hues: readonly ColorName[] = ['accent', 'ok', 'warn', 'bad', 'learner', 'production', 'muted'];

const each = Object.entries(schemes) as readonly (readonly [string, Scheme])[];

it.each(each)('writes readably on every ground in the %s scheme', (_name, scheme) => {
  const poor = grounds.flatMap((ground) =>
    texts
      .map((text) => ({ ground, text, ratio: contrast(channels(scheme[text]), channels(scheme[ground])) }))
      .filter(({ ratio }) => ratio < 4.5),
  );
  expect(poor).toEqual([]);
});

it.each(each)('writes readably on a tint of the same hue in the %s scheme', (_name, scheme) => {
  const poor = hues.flatMap((hue) =>
    grounds
      .map((ground) => {
        const tinted = mix(channels(scheme[hue]), channels(scheme[ground]), 0.13);
        const written = mix(channels(scheme[hue]), channels(scheme.text), 0.8);
        return { hue, ground, ratio: contrast(written, tinted) };
      })
      .filter(({ ratio }) => ratio < 4.5),
  );
  expect(poor).toEqual([]);
});

it.each(each)('writes readably on filled buttons in the %s scheme', (_name, scheme) => {
  expect(contrast(channels(scheme.onAccent), channels(scheme.accent))).toBeGreaterThanOrEqual(4.5);
  expect(contrast(channels(scheme.onAccent), channels(scheme.bad))).toBeGreaterThanOrEqual(4.5);
  expect(contrast(channels(scheme.onProduction), channels(scheme.production))).toBeGreaterThanOrEqual(4.5);
});
