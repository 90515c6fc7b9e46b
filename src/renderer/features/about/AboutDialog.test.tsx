import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { InApp } from '../../testing/InApp.tsx';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { AboutDialog } from './AboutDialog.tsx';
import { licenceWords, reportHead } from './about-words.ts';

afterEach(cleanup);

it('shows what it is, and the licence of what is searched for', async () => {
  render(
    <InApp api={scriptedApi({})}>
      <AboutDialog onClose={() => undefined} />
    </InApp>,
  );
  await screen.findByText('Node 20.19.0, Linux 6.1.0 x64');
  fireEvent.change(screen.getByLabelText('Search the notices'), { target: { value: '@grpc/grpc-js' } });
  fireEvent.click(await screen.findByText('@grpc/grpc-js'));
  expect((await screen.findByLabelText('Licence of @grpc/grpc-js')).textContent).toContain('Apache License');
});

it('heads a report with what a reader needs to know', async () => {
  const host = await scriptedApi({}).settings.host({});
  expect(reportHead(host, '0123abc', 'Chromium 152')).toBe(
    'etcdeck 0.1.0 (0123abc)\nNode 20.19.0\nLinux 6.1.0 x64\nPage: Chromium 152\nSecrets: keychain\n',
  );
  expect(reportHead(host, null, '')).toMatch(/^etcdeck 0\.1\.0\n/);
});

it('grants no licence that package.json does not', () => {
  expect(licenceWords('MIT')).toBe('MIT');
  expect(licenceWords('UNLICENSED')).toContain('None is granted');
});
