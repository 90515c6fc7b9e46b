import { expect, it } from 'vitest';
import styles from './opening.css?raw';
import { schemes } from './ui/tokens.ts';

it.each(Object.entries(schemes))('opens a window in the colours of the %s scheme', (name, scheme) => {
  const rules = styles.split('}').filter((rule) => rule.includes('data-theme="dark"') === (name === 'dark'));
  const used = rules.join('').match(/#[0-9a-f]{6}/g);
  expect(used).toEqual([scheme.background, scheme.text, scheme.surface, scheme.line, scheme.accent]);
});
