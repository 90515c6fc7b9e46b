import { describe, expect, it } from 'vitest';
import config from '../../electron.vite.config.ts';
import { projectSources } from './sources.ts';
import { commandLineStart, productStart } from './start-imports.ts';

describe('the files of a start', () => {
  it('hold the packages that it loads: each of a package’s own files would be read by itself', () => {
    const { main } = config as {
      readonly main: { readonly build: { readonly externalizeDeps: { exclude: string[] } } };
    }; // as it stands there
    const bundled = new Set(main.build.externalizeDeps.exclude);
    const loaded = [...productStart.packages, ...commandLineStart.packages, 'electron-store'];
    expect(loaded.filter((name) => !bundled.has(name))).toEqual([]);
  });

  it('ask for the host before anything else of a window is evaluated', () => {
    const entry = projectSources().get('src/renderer/main.tsx') ?? '';
    expect(/^import .* from '([^']+)'/m.exec(entry)?.[1]).toBe('./backend/connecting.ts');
  });
});
