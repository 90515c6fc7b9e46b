/**
 * Returns the fragment of the page's address that shows a file of keys, opened as what it holds: `#/file/%2Ftmp%2Fa.db`.
 * `file` is an absolute path on the machine where core runs.
 */
export const fileAddress = (file: string): string => `#/file/${encodeURIComponent(file)}`;
