import { describe, expect, it } from 'vitest';
import { formatWindows, MOST_WINDOWS, parseWindows, windowsToReopen } from './open-windows.ts';

const place = { bounds: { x: 1, y: 2, width: 1_200, height: 800 }, isMaximized: false };
const on = (fragment: string, isMaximized = false) => ({ ...place, isMaximized, fragment });

describe('the file of windows', () => {
  it('is read as it was written', () => {
    const windows = { places: new Map([['prod', place]]), open: [on('#/open/prod/keys', true), on('#/')] };
    expect(parseWindows(JSON.parse(JSON.stringify(formatWindows(windows))))).toEqual(windows);
  });

  it.each([
    [null],
    ['x'],
    [[]],
    [{ open: 'x' }],
    [{ open: [null, 7, {}, { fragment: '#/' }] }],
    [{ open: [{ ...place, fragment: 7 }, { ...place }, on(`#/file/${'x'.repeat(20_000)}`)] }],
    [{ open: [{ ...on('#/'), bounds: { x: 0, y: 0, width: Number.NaN, height: 1 } }] }],
  ])('names no window as %j', (document) => {
    expect(parseWindows(document).open).toEqual([]);
  });

  it('names no more windows than may be open', () => {
    expect(parseWindows({ open: Array.from({ length: 500 }, () => on('#/open/a')) }).open).toHaveLength(MOST_WINDOWS);
  });
});

describe('the windows that are opened again', () => {
  const reopened = (...fragments: readonly string[]) =>
    windowsToReopen(fragments.map((fragment) => on(fragment))).map(({ fragment }) => fragment);

  it('show what they showed, one connection in two of them too', () => {
    const shown = ['#/open/prod/keys', '#/open/prod/cluster', '#/file/%2Fbackups%2Fa.db/keys', '#/guide/keys'];
    expect(reopened(...shown)).toEqual(shown);
  });

  it('show the start screen in place of a form, and that once', () => {
    expect(reopened('#/edit/prod', '#/open/prod/keys', '', '#/new', '#/', 'javascript:1')).toEqual([
      '#/',
      '#/open/prod/keys',
    ]);
  });

  it('are not those of a sandbox, which ended with the app', () => {
    expect(reopened('#/open/sandbox-1f/keys', '#/open/prod/keys')).toEqual(['#/open/prod/keys']);
  });
});
