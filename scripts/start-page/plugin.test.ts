import { expect, it } from 'vitest';
import { schemes } from '../../src/renderer/ui/tokens.ts';
import { inPage, themeText } from './plugin.ts';

it('names the files of a style from the page it is put into', () => {
  const styles = '@font-face{src:url(./inter.woff2)}a{background:url("./a.png"),url(data:,)}\n';
  expect(inPage(styles, 'assets/index.css')).toBe(
    '@font-face{src:url(./assets/inter.woff2)}a{background:url("./assets/a.png"),url(data:,)}',
  );
});

it('writes the variables of each scheme as a browser reads them', () => {
  const text = themeText();
  for (const [name, { background }] of Object.entries(schemes)) {
    const [, rule = ''] = text.split(`[data-theme="${name}"]{`);
    const [variables = ''] = rule.split('}');
    expect(variables.split(';')).toEqual(
      expect.arrayContaining([`color-scheme:${name}`, `--mui-palette-background-default:${background}`]),
    );
  }
  // A selector with a semicolon before it would be none.
  expect(text).not.toContain('};');
  expect(text).toContain(':root{--mui-spacing:8px;');
});
