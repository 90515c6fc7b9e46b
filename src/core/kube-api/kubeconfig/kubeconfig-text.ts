import { type Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { EtcdeckError } from '../../../contract/failure.ts';
import { deepPlaceIn } from '../../yaml/yaml-depth.ts';

/** How a client reaches a server. */
export interface KubeAccess {
  /** Of the cluster, the user and the context. */
  readonly name: string;
  readonly url: string;
  readonly certificate: string;
  readonly token: string;
}

/** The first line of a kubeconfig that is etcdeck's alone: such a file may be replaced and removed. */
export const ownLine = '# Written by etcdeck kube-api, which removes it when it stops.';

/** Returns a kubeconfig that has this access and nothing else. */
export function kubeconfigText(access: KubeAccess): string {
  const document = parseDocument('apiVersion: v1\nkind: Config\n');
  addAccess(document, access);
  document.set('current-context', access.name);
  return `${ownLine}\n${document.toString(printing)}`;
}

/** Returns a user's kubeconfig with the access in it; its comments, its order and its other contexts stay. */
export function withAccess(file: string, text: string, access: KubeAccess, isCurrent: boolean): string {
  const document = parsed(file, text);
  if (document.contents === null) document.contents = document.createNode({ apiVersion: 'v1', kind: 'Config' });
  removeAccess(document, access.name);
  addAccess(document, access);
  if (isCurrent) document.set('current-context', access.name);
  return document.toString(printing);
}

/** Returns a kubeconfig without the access; `previous`: the context that was the current one before. */
export function withoutAccess(
  file: string,
  text: string,
  { name, token }: Pick<KubeAccess, 'name' | 'token'>,
  previous: string | null,
): string {
  const document = parsed(file, text);
  // Another server may have taken the name since.
  if (tokenOf(document, name) !== token) return text;
  removeAccess(document, name);
  if (document.get('current-context') === name) document.set('current-context', previous ?? '');
  return document.toString(printing);
}

/** Returns the accesses in a user's kubeconfig that etcdeck has written: their names, and the ports of their servers. */
export function accessesIn(file: string, text: string): readonly { readonly name: string; readonly port: number }[] {
  const clusters = listIn(parsed(file, text), 'clusters')?.items ?? [];
  return clusters.flatMap((entry) => {
    const name = nameOf(entry);
    const [, port] = (typeof name === 'string' && /^etcdeck-(\d{1,5})$/.exec(name)) || [];
    if (typeof name !== 'string' || port === undefined || !isMap(entry)) return [];
    return entry.getIn(['cluster', 'server']) === `https://127.0.0.1:${port}` ? [{ name, port: Number(port) }] : [];
  });
}

/** Returns a user's kubeconfig without accesses; a current context that was one of them is none. */
export function withoutNamed(file: string, text: string, names: readonly string[]): string {
  if (names.length === 0) return text;
  const document = parsed(file, text);
  for (const name of names) removeAccess(document, name);
  const current = document.get('current-context');
  if (typeof current === 'string' && names.includes(current)) document.set('current-context', '');
  return document.toString(printing);
}

/** Returns the current context of a kubeconfig; `null` where it has none. */
export function currentContext(file: string, text: string): string | null {
  const found: unknown = parsed(file, text).get('current-context');
  return typeof found === 'string' && found !== '' ? found : null;
}

/** Long lines, as of certificates, stay on one. */
const printing = { lineWidth: 0 } as const;
const lists = ['clusters', 'users', 'contexts'] as const;

function addAccess(document: Document, { name, url, certificate, token }: KubeAccess): void {
  const authority = Buffer.from(certificate).toString('base64');
  const entries = {
    clusters: { name, cluster: { server: url, 'certificate-authority-data': authority } },
    users: { name, user: { token } },
    contexts: { name, context: { cluster: name, user: name } },
  };
  for (const list of lists) {
    const entry = document.createNode(entries[list]);
    const found = listIn(document, list);
    if (found === null) document.set(list, document.createNode([entry]));
    else found.add(entry);
  }
}

function removeAccess(document: Document, name: string): void {
  for (const list of lists) {
    const found = listIn(document, list);
    if (found === null) continue;
    for (let at = found.items.length - 1; at >= 0; at--) if (nameOf(found.items[at]) === name) found.delete(at);
  }
}

function listIn(document: Document, list: string): YAMLSeq | null {
  const found = document.get(list);
  return isSeq(found) ? found : null;
}

function nameOf(entry: unknown): unknown {
  return isMap(entry) ? entry.get('name') : undefined;
}

function tokenOf(document: Document, name: string): unknown {
  const entry = listIn(document, 'users')?.items.find((one) => nameOf(one) === name);
  return isMap(entry) ? entry.getIn(['user', 'token']) : undefined;
}

/** Fails with `FileNotReadable` where a file is no kubeconfig: it is left as it is. */
function parsed(file: string, text: string): Document {
  const document = deepPlaceIn(text) === null ? parseDocument(text) : null;
  const isConfig = document !== null && (document.contents === null || isMap<YAMLMap>(document.contents));
  if (document !== null && isConfig && document.errors.length === 0) return document;
  const message = `${file} is no kubeconfig: it was left as it is`;
  throw new EtcdeckError({ code: 'FileNotReadable', message, detail: { file, found: 'unfit' } });
}
