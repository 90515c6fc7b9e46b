import { describe, expect, it } from 'vitest';
import { layerViolations } from './check.ts';
import { projectSources } from './sources.ts';

const planted = (path: string, text: string): readonly string[] => layerViolations(new Map([[path, text]]));

describe('the layers', () => {
  it('hold in every source file', () => {
    const files = projectSources();
    expect(files.size).toBeGreaterThan(50);
    expect(layerViolations(files)).toEqual([]);
  });
});

describe('the check of the layers', () => {
  it.each([
    ['src/contract/keys.ts', "import { readFile } from 'node:fs';"],
    ['src/contract/keys.ts', "import type { Ports } from '../core/ports.ts';"],
    ['src/core/members/follow.ts', "import { app } from 'electron';"],
    ['src/core/members/follow.ts', "import type { App } from '../../main/app.ts';"],
    ['src/core/members/follow.ts', "import { Etcd3 } from 'etcd3';"],
    ['src/core/members/follow.ts', "import type { Metadata } from '@grpc/grpc-js';"],
    ['src/core/members/follow.ts', 'process.stderr.write(name);'],
    ['src/core/members/follow.ts', "import { contentOf } from '../terminal/printable.ts';"],
    ['src/cli/commands/status.ts', 'const { stdout } = process; stdout.write(name);'],
    ['src/cli/commands/status.ts', "import { contentOf } from '../../core/terminal/printable.ts';"],
    ['src/cli/commands/status.ts', "import { writeSync } from 'node:fs'; writeSync(1, name);"],
    ['src/core/members/follow.ts', "import { createServer } from 'node:net'; createServer().listen(0);"],
    ['src/main/index.ts', "import { createServer } from 'node:https'; createServer().listen(0);"],
    ['src/main/index.ts', "import { Server } from 'node:net'; new Server().listen(0);"],
    ['src/core/members/follow.ts', "import { leftPad } from 'left-pad';"],
    ['src/main/index.ts', "import { serve } from '../webhost/serve.ts';"],
    ['src/main/index.ts', "import { WebSocketServer } from 'ws';"],
    ['src/webhost/serve.ts', "import Store from 'electron-store';"],
    ['src/cli/get.ts', "import { createWindow } from '../main/window.ts';"],
    ['src/cli/get.ts', "import { startCluster } from '../testing/test-cluster.ts';"],
    ['src/preload/index.ts', "import { join } from 'node:path';"],
    ['src/renderer/features/keys/Tree.tsx', "import { join } from 'node:path';"],
    ['src/renderer/features/keys/Tree.tsx', "import type { App } from '../../../core/app.ts';"],
    ['src/renderer/features/keys/Tree.tsx', "type App = import('../../../core/app.ts').App;"],
    ['src/renderer/features/keys/Tree.tsx', "const app = await import('../../../core/app.ts');"],
    ['src/renderer/features/keys/Tree.tsx', "export { Members } from '../members/Members.tsx'; export const a = 1;"],
    ['src/renderer/features/keys/Tree.tsx', "import { connect } from '../../backend/socket.ts';"],
    ['src/renderer/features/keys/Tree.tsx', "const socket = new WebSocket('ws://127.0.0.1');"],
    ['src/renderer/ui/Field.tsx', "import type { MemberId } from '../../contract/ids.ts';"],
    ['src/renderer/ui/Field.tsx', "import { useApi } from '../state/api.tsx';"],
    ['src/renderer/ui/Field.tsx', "import { vi } from 'vitest';"],
    ['src/renderer/state/api.tsx', "import { Workbench } from '../shell/Workbench.tsx';"],
    ['src/renderer/parts/FailureView.tsx', "import { Workbench } from '../shell/Workbench.tsx';"],
    ['src/renderer/features/keys/Tree.tsx', "import { Workbench } from '../../shell/Workbench.tsx';"],
    ['src/renderer/shell/Workbench.tsx', "import { a } from '../features/keys/Tree.test.tsx';"],
    ['src/core/utils/text.ts', 'export const trim = (text: string): string => text.trim();'],
    ['src/core/keyspace/all.ts', "export * from './live.ts'; export { at } from './at-revision.ts';"],
    ['src/core/keyspace/all.ts', "import { live } from './live';"],
    ['src/core/keyspace/all.test.ts', "import { live } from './live';"],
    ['src/plugins/one.ts', "import { live } from '../core/live.ts';"],
  ])('sees in %s: %s', (path, text) => {
    const violations = planted(path, text);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatch(/^src\/\S+:1 .+\.$/);
  });

  it.each([
    ['src/core/members/follow.ts', "import { connect, type Server } from 'node:net'; connect(1);"],
    ['src/core/values/proto/load-proto.ts', "import type { Root } from 'protobufjs';"],
    ['src/core/etcd/channel.ts', "import { Client } from '@grpc/grpc-js'; import { toId } from './ids.ts';"],
    [
      'src/core/members/follow.ts',
      "import { status } from '../etcd/maintenance.ts'; import { on } from 'node:events';",
    ],
    ['src/core/members/follow.test.ts', "import { startCluster } from '../../testing/test-cluster.ts';"],
    ['src/cli/serve.ts', "import { serve } from '../webhost/serve.ts'; import { Command } from 'commander';"],
    ['src/renderer/main.tsx', "import { connect } from './backend/port.ts';"],
    [
      'src/renderer/features/keys/Tree.tsx',
      "import { Row } from './Row.tsx'; import Worker from './worker.ts?worker';",
    ],
    ['src/renderer/shell/Workbench.tsx', "import { KeysScreen } from '../features/keys/KeysScreen.tsx';"],
    ['src/renderer/testing/without-monaco.ts', "import { vi } from 'vitest';"],
  ])('lets %s say %s', (path, text) => {
    expect(planted(path, text)).toEqual([]);
  });

  it('sees a cycle through a type', () => {
    const files = new Map([
      ['src/core/a.ts', "import type { B } from './b.ts'; export interface A { readonly b: B }"],
      ['src/core/b.ts', "import { c } from './c.ts'; export type B = typeof c;"],
      ['src/core/c.ts', "import type { A } from './a.ts'; export const c: A | null = null;"],
    ]);
    expect(layerViolations(files)).toEqual([
      expect.stringContaining('src/core/a.ts -> src/core/b.ts -> src/core/c.ts -> src/core/a.ts is a cycle.'),
    ]);
  });

  it('sees a circle of folders, where no file is in a circle', () => {
    const files = new Map([
      ['src/core/bundles/write.ts', "import { read } from '../keyspace/read.ts'; export const write = read;"],
      ['src/core/keyspace/read.ts', 'export const read = 1;'],
      ['src/core/keyspace/deep/copy.ts', "import { parse } from '../../bundles/parse.ts'; export const copy = parse;"],
      ['src/core/bundles/parse.ts', 'export const parse = 1;'],
    ]);
    expect(layerViolations(files)).toEqual([
      'src/core/bundles/ -> src/core/keyspace/ -> src/core/bundles/ is a circle of folders: ' +
        'src/core/bundles/write.ts imports src/core/keyspace/read.ts; ' +
        'src/core/keyspace/deep/copy.ts imports src/core/bundles/parse.ts. ' +
        'Move what both need into a folder below them.',
    ]);
  });

  it('sees a circle of a file and the folder beside it', () => {
    const files = new Map([
      ['src/core/app.ts', "import { read } from './keyspace/read.ts'; export const app = read;"],
      ['src/core/keyspace/read.ts', 'export const read = 1;'],
      ['src/core/keyspace/copy.ts', "import { app } from '../app.ts'; export const copy = app;"],
    ]);
    expect(layerViolations(files)).toEqual([expect.stringMatching(/^src\/core\/app\.ts -> src\/core\/keyspace\/ -> /)]);
  });

  it('says what to do instead, and where', () => {
    const text = "import { a } from './a.ts';\n\nimport { readFile } from 'node:fs';";
    const [violation] = planted('src/renderer/features/keys/Tree.tsx', text);
    expect(violation).toMatch(/^src\/renderer\/features\/keys\/Tree\.tsx:3 imports 'node:fs': .*src\/contract/);
  });
});
