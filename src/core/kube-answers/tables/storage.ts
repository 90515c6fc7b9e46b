import { canonicalQuantity } from '../../kubernetes-storage/codec/quantity.ts';
import type { ObjectView } from '../view/object-view.ts';
import { orElse, type Printer } from './printer.ts';

const classAnnotation = 'volume.beta.kubernetes.io/storage-class';

/** Returns a quantity as Kubernetes prints it. */
export function canonical(quantity: string): string {
  return canonicalQuantity(quantity) ?? quantity;
}

const accessModes = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
] as const;

function modesText(modes: readonly string[]): string {
  return accessModes.flatMap(([mode, short]) => (modes.includes(mode) ? [short] : [])).join(',');
}

function orUnset(view: ObjectView, name: string): string {
  return view.has(name) ? view.text(name) : '<unset>';
}

/** Returns what a volume holds, or a claim asks for. */
function storageOf(view: ObjectView, name: string): string {
  return canonical(view.quantities(name).get('storage') ?? '0');
}

/** A PersistentVolume's row. */
export const volumeCells: Printer = (volume, { metadata, name, age }) => {
  const spec = volume.message('spec');
  const status = volume.message('status');
  const claim = spec.message('claimRef');
  return [
    name,
    storageOf(spec, 'capacity'),
    modesText(spec.texts('accessModes')),
    orElse(spec.text('persistentVolumeReclaimPolicy'), 'Retain'),
    metadata.has('deletionTimestamp') ? 'Terminating' : orElse(status.text('phase'), 'Pending'),
    spec.has('claimRef') ? `${claim.text('namespace')}/${claim.text('name')}` : '',
    metadata.entry('annotations', classAnnotation) ?? spec.text('storageClassName'),
    orUnset(spec, 'volumeAttributesClassName'),
    status.text('reason'),
    age,
    orElse(spec.text('volumeMode'), 'Filesystem'),
  ];
};

/** A PersistentVolumeClaim's row. */
export const claimCells: Printer = (claim, { metadata, name, age }) => {
  const spec = claim.message('spec');
  const status = claim.message('status');
  const volume = spec.text('volumeName');
  return [
    name,
    metadata.has('deletionTimestamp') ? 'Terminating' : orElse(status.text('phase'), 'Pending'),
    volume,
    volume === '' ? '' : storageOf(status, 'capacity'),
    volume === '' ? '' : modesText(status.texts('accessModes')),
    metadata.entry('annotations', classAnnotation) ?? spec.text('storageClassName'),
    orUnset(spec, 'volumeAttributesClassName'),
    age,
    orElse(spec.text('volumeMode'), 'Filesystem'),
  ];
};

/** A StorageClass's row, by itself: only a list tells which one is the default. */
export const storageClassCells: Printer = (object, { name, age }) => [
  name,
  object.text('provisioner'),
  orElse(object.text('reclaimPolicy'), 'Delete'),
  orElse(object.text('volumeBindingMode'), 'Immediate'),
  object.is('allowVolumeExpansion'),
  age,
];

const defaultAnnotations = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** Returns whether a StorageClass says that it is the default. */
export function isDefaultClass(metadata: ObjectView): boolean {
  return defaultAnnotations.some((name) => metadata.entry('annotations', name) === 'true');
}

/** A VolumeAttributesClass's row. */
export const attributesClassCells: Printer = (object, { name, age }) => [name, object.text('driverName'), age];

/** A VolumeAttachment's row. */
export const attachmentCells: Printer = (attachment, { name, age }) => {
  const spec = attachment.message('spec');
  return [
    name,
    spec.text('attacher'),
    spec.message('source').text('persistentVolumeName'),
    spec.text('nodeName'),
    attachment.message('status').is('attached'),
    age,
  ];
};

/** A CSIDriver's row. */
export const driverCells: Printer = (driver, { name, age }) => {
  const spec = driver.message('spec');
  return [
    name,
    spec.has('attachRequired') ? spec.is('attachRequired') : true,
    spec.is('podInfoOnMount'),
    spec.is('storageCapacity'),
    spec.count('tokenRequests') === 0
      ? '<unset>'
      : spec
          .list('tokenRequests')
          .map((request) => request.text('audience'))
          .join(','),
    spec.is('requiresRepublish'),
    orElse(spec.texts('volumeLifecycleModes').join(','), '<none>'),
    age,
  ];
};

/** A CSINode's row. */
export const driverNodeCells: Printer = (node, { name, age }) => [name, node.message('spec').count('drivers'), age];
