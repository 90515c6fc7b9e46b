import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { majorityOf, toleranceOf } from '../../src/contract/fault-tolerance.ts';
import { guidePages } from '../../src/renderer/state/guide-pages.ts';
import { guideScreens } from '../../src/renderer/state/guide-screens.ts';
import { projectFolder } from '../project.mjs';
import { guideParts } from './contents.ts';
import { readGuide } from './guide.ts';
import { anchorOf, parsePage, readLink } from './markdown.ts';
import { guideSite } from './site.ts';

const guide = readGuide(projectFolder);
const links = [...guide.pages.values()].flatMap((page) => page.links.map((link) => ({ from: page.name, link })));

describe('the guide', () => {
  it('has a place in a reader’s order for every page', () => {
    const listed = guideParts.flatMap((part) => part.pages);
    expect(listed.filter((name) => !guide.pages.has(name))).toEqual([]);
    // A page that is not listed belongs into scripts/guide/contents.ts, and into the index, docs/guide/README.md.
    expect(guide.parts.find(({ title }) => title === 'More')?.pages ?? []).toEqual([]);
    const index = guide.pages.get('README')?.links ?? [];
    const named = index.flatMap((link) => (link.to === 'page' ? [link.page] : []));
    expect(listed.filter((name) => name !== 'README' && !named.includes(name))).toEqual([]);
  });

  it('links to pages and headings that are there, and to screens that the app knows', () => {
    expect(links.length).toBeGreaterThan(150);
    const broken = links.filter(({ link }) => {
      if (link.to === 'outside') return false;
      if (link.to === 'screen') return !guideScreens.some((known) => known === link.screen);
      const sections = guide.pages.get(link.page)?.sections;
      return sections === undefined || (link.anchor !== null && !sections.some(({ anchor }) => anchor === link.anchor));
    });
    expect(broken).toEqual([]);
  });

  it('has the pages that screens and dialogs of the app lead to', () => {
    const missing = Object.values(guidePages).filter(({ page, anchor }) => {
      const sections = guide.pages.get(page)?.sections;
      return sections === undefined || (anchor !== null && !sections.some((section) => section.anchor === anchor));
    });
    expect(missing).toEqual([]);
  });

  it('shows pictures that were taken, each in both themes where a theme is in its name', () => {
    expect(guide.pictures.length).toBeGreaterThan(40);
    expect(guide.pictures.filter((name) => !existsSync(join(projectFolder, 'docs/screenshots', name)))).toEqual([]);
    const light = guide.pictures.filter((name) => name.includes('-light-'));
    expect(light.filter((name) => !guide.pictures.includes(name.replace('-light-', '-dark-')))).toEqual([]);
  });

  it('teaches the same figures of quorum that the app goes by', () => {
    const rows = guide.pages.get('etcd-in-ten-minutes')?.markdown.match(/^\| \d \| \d \| \d \|$/gm) ?? [];
    const figures = [1, 2, 3, 4, 5, 6, 7].map((voters) =>
      [voters, majorityOf(voters), toleranceOf(voters)].join(' | '),
    );
    expect(rows).toEqual(figures.map((row) => `| ${row} |`));
  });

  it('has no two headings of one page with one anchor', () => {
    for (const { name, sections } of guide.pages.values()) {
      const anchors = sections.map(({ anchor }) => anchor);
      expect([name, anchors.length]).toEqual([name, new Set(anchors).size]);
    }
  });
});

describe('the guide as a site', () => {
  const site = guideSite(guide);
  const pages = [...site].filter(([name]) => name.endsWith('.html'));

  it('is a page for each, whose links and pictures all resolve', () => {
    expect(pages.length).toBe(guide.pages.size);
    const files = new Set([...site.keys(), 'search.js', 'icon.svg', ...guide.pictures.map((name) => `images/${name}`)]);
    const wanted = pages.flatMap(([page, html]) =>
      [...html.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, address = '']) => ({ page, address })),
    );
    const lost = wanted.filter(({ page, address }) => {
      const [file = '', anchor] = address.split('#');
      if (/^https:\/\//.test(address)) return false;
      const html = site.get(file === '' ? page : file);
      return !files.has(file === '' ? page : file) || (anchor !== undefined && !html?.includes(` id="${anchor}"`));
    });
    expect(lost).toEqual([]);
  });

  it('has no link to a screen, and says where the app has it', () => {
    expect(pages.filter(([, html]) => /href="etcdeck:/.test(html))).toEqual([]);
    const taught = site.get('etcd-in-ten-minutes.html');
    expect(taught).toContain('<b>Keys</b> (in etcdeck)');
    expect(taught).toContain('<b>the doctor</b> (in etcdeck: Cluster, Doctor)');
  });

  it('keeps the app’s content policy: no script, style or handler stands in a page', () => {
    for (const [name, html] of pages) {
      expect([name, html.match(/<script(?! type="module" src="search\.js"><)|<style| style=| on[a-z]+=/g)]).toEqual([
        name,
        null,
      ]);
    }
  });
});

describe('the reading of a page', () => {
  it('makes anchors as GitHub does', () => {
    expect(anchorOf('A server’s certificate, that has ended')).toBe('a-servers-certificate-that-has-ended');
  });

  it.each(['http://example.org', 'javascript:alert(1)', '../../src/main.ts', 'keys', 'etcdeck:rm -rf', '/keys.md'])(
    'refuses a link to %s',
    (href) => {
      expect(() => readLink(href, 'keys')).toThrow('no page of the guide');
    },
  );

  it('refuses HTML', () => {
    expect(() => parsePage('keys', '# Keys\n\n<b>bold</b>')).toThrow('has HTML');
  });
});
