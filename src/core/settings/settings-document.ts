import { z } from 'zod';
import type { Settings } from '../../contract/settings.ts';
import { once } from '../once.ts';
import { isRecord } from './document.ts';

/** Bounds of `layout`: it is the renderer's to fill, and the file is read and written whole. */
const maxPlaces = 200;
const schemas = once(() => {
  const placeName = z.string().min(1).max(100);
  const place = z.string().max(20_000);

  const path = z.string().min(1).max(4096).nullable();
  /** Of an archive or a mirror: the file is no place for a password. */
  const releaseAddress = z
    .string()
    .max(2_048)
    .refine((text) => {
      const url = URL.canParse(text) ? new URL(text) : null;
      return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
    }, 'is no http(s) address without a user and password');
  const etcdRelease = z
    .union([
      z.strictObject({ mirror: releaseAddress }),
      z.strictObject({ archive: releaseAddress, sha256: z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256') }),
    ])
    .nullable();
  const journalDays = z.number().int().min(1).max(36_500).nullable();
  /** Less would not hold the files that are being written. */
  const journalMiB = z.number().int().min(48).max(100_000);
  const reopensWindows = z.boolean();
  const looksForUpdates = z.boolean();
  const theme = z.enum(['system', 'light', 'dark']);

  const changes = z
    .strictObject({
      ...{ theme, etcdBinary: path, etcdRelease, snapshotFolder: path, journalDays, journalMiB, reopensWindows },
      looksForUpdates,
      layout: z.record(placeName, place),
    })
    .partial();
  return {
    placeName,
    place,
    path,
    etcdRelease,
    journalDays,
    journalMiB,
    reopensWindows,
    looksForUpdates,
    theme,
    changes,
  };
});

/** What `settings.update` takes. */
export const changesSchema = () => schemas().changes;

/** The settings that a document holds. A field that is absent or makes no sense counts as its default. */
export function settingsOf(document: Readonly<Record<string, unknown>>): Settings {
  const { path, etcdRelease, journalDays, journalMiB, reopensWindows, looksForUpdates, theme } = schemas();
  return {
    theme: theme.catch('system').parse(document.theme),
    etcdBinary: path.catch(null).parse(document.etcdBinary),
    etcdRelease: etcdRelease.catch(null).parse(document.etcdRelease),
    snapshotFolder: path.catch(null).parse(document.snapshotFolder),
    journalDays: journalDays.catch(null).parse(document.journalDays),
    journalMiB: journalMiB.catch(768).parse(document.journalMiB),
    reopensWindows: reopensWindows.catch(true).parse(document.reopensWindows),
    looksForUpdates: looksForUpdates.catch(false).parse(document.looksForUpdates),
    layout: layoutOf(document.layout),
  };
}

/**
 * The document with changes made to it. What it holds beside them stays as it is, fields of a newer version included.
 * Places of the layout are changed one by one, so that two windows do not undo each other's; an empty one is removed.
 */
export function changed(
  before: Readonly<Record<string, unknown>>,
  { layout, ...others }: z.infer<ReturnType<typeof changesSchema>>,
): Record<string, unknown> {
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  if (layout === undefined) return { ...before, ...given };
  const places = Object.entries({ ...layoutOf(before.layout), ...layout }).filter(([, value]) => value !== '');
  // The newest stand last; the oldest make room.
  return { ...before, ...given, layout: Object.fromEntries(places.slice(-maxPlaces)) };
}

function layoutOf(value: unknown): Settings['layout'] {
  if (!isRecord(value)) return {};
  const { placeName, place } = schemas();
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => placeName.safeParse(entry[0]).success && place.safeParse(entry[1]).success,
    ),
  );
}
