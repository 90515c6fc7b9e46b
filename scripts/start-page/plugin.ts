import { css } from '@emotion/react';
import type { Plugin } from 'vite';
import { theme, themeStyles } from '../../src/renderer/parts/theme/theme.ts';

/**
 * Puts a page's first styles into the page itself. A file of their own would be one more question to the host, whose
 * answer the first paint waits for while the host is busiest. The theme's variables are among them: an operator's window
 * would take 20 ms of its start to make them.
 */
export function startPagePlugin(): Plugin {
  return {
    name: 'etcdeck-start-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {}, chunk }) {
        const variables = `<style id="${themeStyles}">${themeText()}</style>`;
        return html
          .replace('</head>', `${variables}</head>`)
          .replace(/<link rel="stylesheet"[^>]*? href="\.\/([^"]+)">/g, (link, name: string) => {
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

/** The theme's variables, as a browser reads them. */
export const themeText = (): string =>
  theme
    .generateStyleSheets()
    .map((sheet) => css(sheet).styles)
    .join('');
