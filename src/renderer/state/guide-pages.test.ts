import { afterEach, expect, it } from 'vitest';
import { connectionDialog } from './connection-dialog.ts';
import { guidePages, guidePlaceOf } from './guide-pages.ts';
import { overlay } from './overlay.ts';
import { parseRoute } from './route.ts';
import { places } from './screens.ts';

afterEach(() => {
  overlay.update(() => null);
  connectionDialog.update(() => null);
});

it('has a page for every screen, and for the tabs of Cluster', () => {
  for (const place of places) expect(guidePlaceOf(parseRoute(`#/open/a/${place}`))).toBe(guidePages[place]);
  expect(guidePlaceOf(parseRoute('#/open/a/cluster/metrics'))).toBe(guidePages.metrics);
  expect(guidePlaceOf(parseRoute('#/open/a/cluster/doctor'))).toBe(guidePages.doctor);
  expect(guidePlaceOf(parseRoute('#/file/a.db/snapshot'))).toBe(guidePages.snapshot);
  expect(guidePlaceOf(parseRoute('#/new'))).toBe(guidePages.form);
  expect(guidePlaceOf(parseRoute(''))).toBe(guidePages.start);
});

it('goes by the dialog that lies over a screen', () => {
  overlay.update(() => 'decoders');
  expect(guidePlaceOf(parseRoute('#/open/a/keys'))).toBe(guidePages.decoders);
  overlay.update(() => 'palette');
  connectionDialog.update(() => ({ kind: 'import' }));
  expect(guidePlaceOf(parseRoute(''))).toBe(guidePages.import);
});
