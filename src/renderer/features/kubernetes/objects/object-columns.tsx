import type { RegistryObject } from '../../../../contract/kubernetes.ts';
import { formatKnown } from '../../../parts/source/known-count.ts';
import type { TableColumn } from '../../../ui/table-model.ts';

const name: TableColumn<RegistryObject> = { id: 'name', title: 'Name', width: 200, valueOf: (object) => object.name };

const namespace: TableColumn<RegistryObject> = {
  id: 'namespace',
  title: 'Namespace',
  // With the others no wider than their pane, less the bar that scrolls it.
  width: 94,
  valueOf: (object) => object.namespace,
};

const writes: TableColumn<RegistryObject> = {
  id: 'writes',
  title: 'Writes',
  width: 64,
  align: 'end',
  valueOf: ({ key }) => key.version,
  render: ({ key }) => formatKnown(key.version),
};

const modRevision: TableColumn<RegistryObject> = {
  id: 'modRevision',
  title: 'modRevision',
  width: 96,
  align: 'end',
  isMono: true,
  valueOf: ({ key }) => key.modRevision,
  render: ({ key }) => formatKnown(key.modRevision),
};

export const objectColumns = (showsNamespace: boolean): readonly TableColumn<RegistryObject>[] =>
  showsNamespace ? [name, namespace, writes, modRevision] : [name, writes, modRevision];
