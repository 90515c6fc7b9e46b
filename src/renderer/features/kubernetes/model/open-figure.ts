import type {
  EncryptionUse,
  HelmRelease,
  KubernetesReport,
  ReportFigure,
  ResourceUse,
  StoredVersion,
} from '../../../../contract/kubernetes-reports.ts';

/** The parts of a report. */
export const reportSections = ['use', 'largest', 'busiest', 'findings', 'versions', 'encryption', 'helm'] as const;

export type ReportSection = (typeof reportSections)[number];

/** A figure whose objects are shown. */
export interface OpenFigure {
  readonly figure: ReportFigure;
  /** What it counts: `secrets in clear`. */
  readonly title: string;
  /** How many the report counted. */
  readonly objects: number;
}

const inNamespace = (namespace: string | null): string => (namespace === null ? '' : ` in ${namespace}`);

export const figureOfUse = ({ resource, namespace, objects }: ResourceUse): OpenFigure => ({
  figure: { kind: 'use', resource, namespace },
  title: `${resource}${inNamespace(namespace)}`,
  objects,
});

export const figureOfEvents = ({ objects }: KubernetesReport['events']): OpenFigure => ({
  figure: { kind: 'resource', resource: 'events' },
  title: 'events',
  objects,
});

export const figureOfVersion = ({ resource, apiVersion, kind, objects }: StoredVersion): OpenFigure => ({
  figure: { kind: 'storedVersion', resource, apiVersion, objectKind: kind },
  title: `${resource} stored as ${apiVersion} ${kind}`,
  objects,
});

export const figureOfEncryption = ({ resource, provider, keyName, objects }: EncryptionUse): OpenFigure => ({
  figure: { kind: 'encryption', resource, provider, keyName },
  title:
    provider === null ? `${resource} in clear` : `${resource} encrypted by ${provider} with ${keyName ?? 'no key'}`,
  objects,
});

export const figureOfRelease = ({ namespace, name, revisions }: HelmRelease): OpenFigure => ({
  figure: { kind: 'helmRelease', namespace, name },
  title: `what keeps the release ${name} in ${namespace}`,
  objects: revisions,
});
