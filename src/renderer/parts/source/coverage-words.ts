import { coversBelow, coversKey, type KeyCoverage } from '../../../contract/key-coverage.ts';
import type { SourceOrigin } from '../../../contract/key-source.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { formatCount } from '../../ui/format.ts';

/** What a file holds, in a line: `Holds keys below /registry/ at revision 1,234, without Secrets.` */
export function coverageLine({ coverage, revision }: Pick<SourceOrigin, 'coverage' | 'revision'>): string {
  const at = revision === null ? 'at an unknown revision' : `at revision ${formatCount(revision)}`;
  const without = coverage.secrets === 'leftOut' ? ', without Secrets' : '';
  return [`Holds ${extentOf(coverage)} ${at}${without}.`, coverageDoubt(coverage) ?? []].flat().join(' ');
}

/** What a file does not say of what it covers; `null` where that is known. */
function coverageDoubt({ keys, secrets }: KeyCoverage): string | null {
  if (keys.kind === 'unknown') return 'Which keys it covers is unknown.';
  return secrets === 'unknown' ? 'Whether Secrets were left out is unknown.' : null;
}

/** Words for a key that a file does not have. */
export function absenceWords(
  coverage: KeyCoverage,
  key: Uint8Array,
): { readonly title: string; readonly text: string | null } {
  switch (coversKey(coverage, key)) {
    case 'outside':
      return {
        title: 'The file does not cover this key',
        text: `It holds ${extentOf(coverage)}: whether this one existed is unknown.`,
      };
    case 'unknown':
      return { title: absent, text: coverageDoubt(coverage) };
    case 'covered': {
      const text = coverage.secrets === 'leftOut' ? 'If it is a Secret, it was left out.' : coverageDoubt(coverage);
      return { title: absent, text };
    }
  }
}

/** Words for a prefix below which a file has no key. */
export function noKeyWords(
  coverage: KeyCoverage,
  prefix: Uint8Array,
): { readonly title: string; readonly text: string } {
  const { text: name } = escapeBytes(prefix);
  if (coversBelow(coverage, prefix) === 'none') {
    return {
      title: 'The file does not cover this prefix',
      text: `It holds ${extentOf(coverage)}: whether there were keys below ${name} is unknown.`,
    };
  }
  const without = coverage.secrets === 'leftOut' ? ' Secrets were left out.' : '';
  return { title: 'No key in the file begins with this prefix', text: `${name}${without}` };
}

const absent = 'This key is not in the file';

function extentOf({ keys }: KeyCoverage): string {
  switch (keys.kind) {
    case 'chosen':
      return 'keys chosen one by one';
    case 'unknown':
      return 'keys';
    case 'prefix': {
      if (keys.prefix.length === 0) return 'every key';
      const { text } = escapeBytes(keys.prefix);
      return text.endsWith('/') ? `keys below ${text}` : `keys that begin with ${text}`;
    }
  }
}
