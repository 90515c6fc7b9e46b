import { contentsOf, isoTime, type ReportInput } from './contents.ts';
import { toHtml } from './html.ts';
import { toMarkdown } from './markdown.ts';

/**
 * Returns one file for a colleague, which names the cluster, its members and URLs, and nothing of what is stored: no
 * key, value, password or certificate is among what it is made of.
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
