import { EtcdeckError } from '../../../contract/failure.ts';
import type { KeySource } from '../../../contract/key-source.ts';
import type { KeyValue } from '../../../contract/keys.ts';
import type { ObjectView } from '../../../contract/kubernetes.ts';
import { kubectlTarget } from '../../kubernetes-commands/kubectl.ts';
import { allFinalizers, type ObjectHead } from '../../kubernetes-storage/heads/object-head.ts';
import { headOf } from '../../kubernetes-storage/heads/read-head.ts';
import { storedAs } from '../../kubernetes-storage/heads/stored-as.ts';
import { readDocument } from '../../kubernetes-storage/heads/stored-document.ts';
import { readObjectKey } from '../../kubernetes-storage/layout/object-key.ts';
import { registryOf } from '../../kubernetes-storage/layout/registries.ts';
import type { ValueCodecs } from '../../values/value-codecs.ts';
import { objectLinks } from './links.ts';
import { readManagers } from './managers.ts';
import { readSecretData } from './secret-data.ts';

/** How to show an object. */
export interface ObjectForm {
  readonly showsManagedFields: boolean;
  readonly reveal: boolean;
}

/** Returns a whole object as a window may show it: Secret data is covered unless it is revealed. */
export async function viewObject(
  codecs: ValueCodecs,
  source: KeySource,
  entry: KeyValue,
  { showsManagedFields, reveal }: ObjectForm,
): Promise<ObjectView> {
  const { key, value } = entry;
  const asked = { source, key, value, codec: null, showsManagedFields, reveal };
  const decoded = await codecs.api.decode(asked);
  const clear = await codecs.opened(source, key, value);
  // Names and finalizers may contain secrets too: they are read from the shown YAML.
  const contents = clear && readContents(await codecs.toShown(clear, { reveal, key }), reveal);
  const head = contents?.head ?? null;
  const registry = registryOf(key);
  const place = registry && readObjectKey(registry, key);
  const namespace = head === null ? (place?.namespace ?? null) : head.namespace;
  const target = place && kubectlTarget(place);
  return {
    entry: await codecs.toEntry(entry, { reveal }),
    decoded,
    name: decoded.object,
    storedAs: storedAs(value),
    managers: contents?.managers ?? [],
    managersLeftOut: contents?.managersLeftOut ?? 0,
    links: objectLinks(registry, namespace, head?.owners ?? []),
    finalizers: head === null ? [] : allFinalizers(head),
    deletionTimestamp: head?.deletionTimestamp ?? null,
    secretData: contents?.secretData ?? [],
    kubectl: target && `kubectl get ${target} -o yaml`,
  };
}

type Contents = Pick<ObjectView, 'managers' | 'managersLeftOut' | 'secretData'> & { readonly head: ObjectHead };

/** Returns `null` where the value is no readable object: it is still shown, as bytes. */
function readContents(clear: Uint8Array, reveal: boolean): Contents | null {
  try {
    const document = readDocument(clear);
    if (document === null) return null;
    const head = headOf(document);
    const showsData = reveal && head.apiVersion === 'v1' && head.kind === 'Secret';
    return { head, ...readManagers(document), secretData: showsData ? readSecretData(document) : [] };
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === 'ValueMalformed') return null;
    throw error;
  }
}
