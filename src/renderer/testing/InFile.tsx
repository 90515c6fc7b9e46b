import type { ReactNode } from 'react';
import type { Api } from '../../contract/api.ts';
import type { KeyCoverage } from '../../contract/key-coverage.ts';
import { bundleKeys, type FileKeys, type SourceOrigin } from '../../contract/key-source.ts';
import { FileSource } from '../parts/source/source.tsx';
import { InApp } from './InApp.tsx';

/** What an export of every key says of itself, with the Secrets in it. */
export const aCoverage = (changes: Partial<KeyCoverage> = {}): KeyCoverage => ({
  keys: { kind: 'prefix', prefix: new Uint8Array() },
  secrets: 'held',
  ...changes,
});

/** The keys of a bundle named `etcd-keys.yaml`. */
export const aFile = bundleKeys('/home/ops/etcd-keys.yaml');

export const aFileOrigin = (changes: Partial<SourceOrigin> = {}): SourceOrigin => ({
  name: 'etcd-keys.yaml',
  clusterId: null,
  isKine: false,
  dataTime: Date.parse('2026-03-04T14:03:20Z'),
  revision: 1_234,
  coverage: aCoverage(),
  verdict: null,
  canWrite: false,
  canWatch: false,
  hasHistory: false,
  canReadWithoutQuorum: false,
  ...changes,
});

/** Renders a screen as the workbench of an opened file does. */
export function InFile(props: {
  readonly api: Api;
  /** A new object for each opening. */
  readonly keys?: FileKeys;
  readonly origin?: Partial<SourceOrigin>;
  readonly children: ReactNode;
}) {
  return (
    <InApp api={props.api}>
      <FileSource keys={props.keys ?? aFile} origin={aFileOrigin(props.origin)}>
        {props.children}
      </FileSource>
    </InApp>
  );
}
