/** The one script that stands in the page itself: it sets the theme before the first paint. A test holds it to the page. */
const THEME_AT_START = "'sha256-twPUe6NnixSpyNkkmY8F5spVCIJF5lOMZX3t6Xy2AwQ='";

/**
 * Returns the content security policy of the renderer, the same in both hosts but for where it may connect to: nowhere
 * in the desktop, whose wire is a port, and its own socket in the browser. Styles may stand inline, because the
 * component and editor libraries write them so.
 */
export function contentPolicy(connectSource: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${THEME_AT_START}`,
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src ${connectSource}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
