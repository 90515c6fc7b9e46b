import type { Severity } from '../../../contract/findings.ts';

/** A part of a report. All of its texts are plain: each format escapes them. */
export type Part =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | {
      readonly kind: 'finding';
      readonly severity: Severity;
      readonly title: string;
      readonly lines: readonly string[];
      readonly commands: readonly string[];
    };

/** A report before it has a format. */
export interface Report {
  readonly title: string;
  readonly parts: readonly Part[];
}
