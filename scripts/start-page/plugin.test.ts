import { expect, it } from 'vitest';
import { inPage } from './plugin.ts';

it('names the files of a style from the page it is put into', () => {
  const styles = '@font-face{src:url(./inter.woff2)}a{background:url("./a.png"),url(data:,)}\n';
  expect(inPage(styles, 'assets/index.css')).toBe(
    '@font-face{src:url(./assets/inter.woff2)}a{background:url("./assets/a.png"),url(data:,)}',
  );
});
