/** The colours of one scheme. `faint` is for decoration only: it does not reach AA on every ground. */
export interface Scheme {
  readonly background: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  /** The edge of what can be typed into: seen sooner than a hairline. */
  readonly edge: string;
  readonly text: string;
  readonly muted: string;
  readonly faint: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly ok: string;
  readonly warn: string;
  readonly bad: string;
  readonly learner: string;
  readonly production: string;
  readonly onProduction: string;
  readonly selection: string;
  readonly shadow: string;
  /** What a dialog lays over the rest. */
  readonly scrim: string;
}

export type ColorName = keyof Scheme;

export const schemes: { readonly light: Scheme; readonly dark: Scheme } = {
  dark: {
    background: '#0d1014',
    surface: '#13171d',
    raised: '#1a2028',
    line: '#242b35',
    edge: '#3a4451',
    text: '#e4e9f0',
    muted: '#8d99a8',
    faint: '#5d6876',
    accent: '#4fb3e6',
    onAccent: '#0d1014',
    ok: '#4cc38a',
    warn: '#e5b454',
    bad: '#f06a63',
    learner: '#a48df5',
    production: '#d9579f',
    onProduction: '#0d1014',
    selection: '#1d303d',
    shadow: 'rgb(0 0 0 / 50%)',
    scrim: 'rgb(0 0 0 / 55%)',
  },
  light: {
    background: '#f4f5f7',
    surface: '#ffffff',
    raised: '#f9fafb',
    line: '#e2e6eb',
    edge: '#bcc4ce',
    text: '#171c24',
    muted: '#566272',
    faint: '#8b95a3',
    accent: '#0a76ad',
    onAccent: '#ffffff',
    ok: '#11734d',
    warn: '#8a5b00',
    bad: '#c4342d',
    learner: '#6b4fd0',
    production: '#b0307a',
    onProduction: '#ffffff',
    selection: '#dcecf5',
    shadow: 'rgb(23 28 36 / 16%)',
    scrim: 'rgb(23 28 36 / 32%)',
  },
};

const names: readonly ColorName[] = [
  'background',
  'surface',
  'raised',
  'line',
  'edge',
  'text',
  'muted',
  'faint',
  'accent',
  'onAccent',
  'ok',
  'warn',
  'bad',
  'learner',
  'production',
  'onProduction',
  'selection',
  'shadow',
  'scrim',
];

const cssName = (name: ColorName): string => `--ed-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const schemeVariables = (scheme: Scheme): Record<string, string> =>
  Object.fromEntries(names.map((name) => [cssName(name), scheme[name]]));

/** The attribute of the document's element that says which scheme is shown. */
export const schemeAttribute = 'data-theme';

/** Every colour as a CSS variable, for both schemes; put once into the document. */
export const tokenStyles = {
  ':root': schemeVariables(schemes.light),
  [`[${schemeAttribute}="dark"]`]: schemeVariables(schemes.dark),
};

const variable = (name: ColorName): string => `var(${cssName(name)})`;

/** Colours to style with: each follows the scheme shown. */
export const color = {
  background: variable('background'),
  surface: variable('surface'),
  raised: variable('raised'),
  line: variable('line'),
  edge: variable('edge'),
  text: variable('text'),
  muted: variable('muted'),
  faint: variable('faint'),
  accent: variable('accent'),
  onAccent: variable('onAccent'),
  ok: variable('ok'),
  warn: variable('warn'),
  bad: variable('bad'),
  learner: variable('learner'),
  production: variable('production'),
  onProduction: variable('onProduction'),
  selection: variable('selection'),
  shadow: variable('shadow'),
  scrim: variable('scrim'),
} as const satisfies Record<ColorName, string>;

/** A ground in a colour's hue, quiet enough to stand behind text of that colour. */
export const tint = (of: string, percent = 12): string => `color-mix(in srgb, ${of} ${percent}%, transparent)`;

/** A colour to write with on its own tint: the hue, drawn towards the text until it reaches AA there. */
export const toneText = (of: string): string => `color-mix(in srgb, ${of} 80%, ${color.text})`;

/** `mono` is for keys, values, ids and revisions; words are never set in it. */
export const font = {
  sans: '"Inter Variable", system-ui, -apple-system, "Segoe UI", sans-serif',
  mono: '"JetBrains Mono Variable", ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace',
} as const;

/** Sizes in pixels at 100% zoom: the density of an editor. */
export const size = {
  row: 24,
  control: 28,
  header: 40,
  rail: 84,
  statusBar: 26,
  radius: 6,
  cardRadius: 10,
} as const;

/** A key, an id or a revision in a line of text. */
export const mono = { fontFamily: font.mono, fontSize: '0.75rem', fontVariantNumeric: 'tabular-nums' } as const;
