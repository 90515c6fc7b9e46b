import type { Plugin } from 'vite';

/**
 * Puts a page's first styles into the page itself. A file of their own would be one more question to the host, whose
 * answer the first paint waits for while the host is busiest.
 */
export function startPagePlugin(): Plugin {
  return {
    name: 'etcdeck-start-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {}, chunk }) {
        return html.replace(/<link rel="stylesheet"[^>]*? href="\.\/([^"]+)">/g, (link, name: string) => {
          const file = bundle[name];
          if (file?.type !== 'asset') return link;
          // No other part of the page waits for a file that it has.
          chunk?.viteMetadata?.importedCss.delete(name);
          return `<style>${inPage(String(file.source), name)}</style>`;
        });
      },
    },
  };
}

/** Styles of a file as they stand in the page beside its folder: what they name is named from there. */
export function inPage(styles: string, name: string): string {
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  return styles.replace(/url\((["']?)\.\//g, (_, quote: string) => `url(${quote}./${folder}`).trim();
}
