import { contentsOf, isoTime, type ReportInput } from './contents.ts';
import { toHtml } from './html.ts';
import { toMarkdown } from './markdown.ts';

/**
 * Returns a report as one file. It names the cluster, its members and URLs, and has no key, value, password or
 * certificate: none of these is in its input.
 */
export function reportOf(
  input: ReportInput,
  format: 'html' | 'markdown',
): { readonly name: string; readonly text: string } {
  const report = contentsOf(input);
  const time = isoTime(input.examination.at).replaceAll(':', '-');
  const name = `etcd-${input.examination.clusterId}-${time}`;
  if (format === 'html') return { name: `${name}.html`, text: toHtml(report) };
  return { name: `${name}.md`, text: toMarkdown(report) };
}
