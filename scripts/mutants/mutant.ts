/** One exact change of a file. */
export interface Change {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

/** A rule of the wire, a way to break it, and the tests that must notice. */
export interface Mutant {
  readonly rule: string;
  readonly changes: readonly Change[];
  readonly tests: TestChoice;
  /** How long one test may take before it counts as failed; 20,000. A broken rule often shows as a wait without end. */
  readonly patienceMs?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface TestChoice {
  readonly project: 'unit' | 'integration' | 'soak';
  readonly file: string;
  /** Full names, suites first. */
  readonly names: readonly string[];
}

/** Returns the path of a file in core/etcd. */
export const etcd = (file: string): string => `src/core/etcd/${file}`;

/** Returns the change of a text in a file of core/etcd. */
export const change = (file: string, from: string, to: string): readonly Change[] => [{ file: etcd(file), from, to }];

/** Returns integration tests of core/etcd by their names. */
export const integration = (file: string, ...names: readonly string[]): TestChoice => ({
  project: 'integration',
  file: etcd(`${file}.integration.test.ts`),
  names,
});
