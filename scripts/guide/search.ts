/// <reference path="../../src/renderer/features/guide/guide-module.d.ts" />

import { pages } from 'virtual:guide-sections';
import { findInGuide } from '../../src/renderer/features/guide/find-in-guide.ts';
import { indexPage } from './contents.ts';

// The search of the guide as a site: what is typed is looked for in all pages, and the contents give way to what is found.
const form = document.querySelector('form');
const input = document.querySelector('input');
const found = document.getElementById('found');
const contents = document.getElementById('contents');

function show(): void {
  if (input === null || found === null || contents === null) return;
  const hits = findInGuide(pages, input.value);
  const isSought = input.value.trim() !== '';
  contents.hidden = isSought;
  found.hidden = !isSought;
  found.replaceChildren(
    ...hits.map(({ page, anchor, title, pageTitle, excerpt }) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = `${page === indexPage ? 'index' : page}.html${anchor === null ? '' : `#${anchor}`}`;
      link.textContent = title === pageTitle ? title : `${pageTitle}: ${title}`;
      const text = document.createElement('div');
      text.textContent = excerpt;
      item.append(link, text);
      return item;
    }),
  );
  if (isSought && hits.length === 0) found.textContent = 'Nothing of the guide has all of these words.';
}

input?.addEventListener('input', show);
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  found?.querySelector('a')?.click();
});
