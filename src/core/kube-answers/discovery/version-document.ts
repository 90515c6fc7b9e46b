import { type AnswerDocument, jsonDocument } from '../answer-document.ts';
import type { Catalogue } from '../resources/served-resource.ts';

/** What is claimed where the registry does not tell: clients only show it. */
const unknown = 'v1.0.0';

/** Returns the version of Kubernetes that wrote the registry, marked as answered by etcdeck. */
export function versionDocument({ kubernetesVersion }: Catalogue): AnswerDocument {
  const version = kubernetesVersion ?? unknown;
  const [major = '1', minor = '0'] = version.slice(1).split('.');
  return jsonDocument({
    major,
    minor,
    gitVersion: `${version}+etcdeck`,
    gitCommit: '',
    gitTreeState: '',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: '',
    compiler: '',
    platform: `${process.platform}/${process.arch}`,
  });
}
