import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { BundleSource } from '../../contract/plans.ts';
import { readSmallFile } from '../files/small-file.ts';
import type { StartJob } from '../work/job.ts';
import { type BundleHead, mostBundleBytes } from './bundle-format.ts';
import { parseBundle } from './parse-bundle.ts';

/** Entries that follow each other in a bundle, with its head; the bundle is over when there are none. */
export interface BundlePart extends BundleHead {
  readonly entries: readonly KeyValue[];
}

const partKeys = 500;
const partBytes = 2_000_000;

/** Reads a bundle in a separate thread and returns it in parts, in key order. */
export const startBundle: StartJob<BundleSource, null, BundlePart, null> = async (source) => {
  const { entries, ...head } = parseBundle(source.kind === 'text' ? source.text : await textIn(source.file));
  let at = 0;
  return {
    take() {
      const from = at;
      for (let bytes = 0; at < entries.length && at - from < partKeys && bytes < partBytes; at++) {
        bytes += entries[at]?.value.length ?? 0;
      }
      return { ...head, entries: entries.slice(from, at) };
    },
    finish: () => null,
  };
};

async function textIn(file: string): Promise<string> {
  const bytes = await readSmallFile(file, { bytes: mostBundleBytes, purpose: 'a bundle' });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const message = `${file} is no bundle: it is not UTF-8 text.`;
    const detail = { file, reason: 'it is not text' };
    throw new EtcdeckError({ code: 'BundleInvalid', message, detail }, { cause: error });
  }
}
