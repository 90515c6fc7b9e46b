import { flag } from './table.mjs';

/** @typedef {import('./table.mjs').Field} Field */

const meta = 'k8s.io.apimachinery.pkg.apis.meta.v1';
const quantity = 'k8s.io.apimachinery.pkg.api.resource.Quantity';
const core = 'k8s.io.api.core.v1';
const extensions = 'k8s.io.api.extensions.v1beta1';
const networking = 'k8s.io.api.networking';
const resource = 'k8s.io.api.resource';
const { repeated, map, pointer, omitEmpty } = flag;

/**
 * Fields that a release from 1.17 on had and a later one took away: what was stored with them is still to be read. No
 * source says that a field was taken away, so these facts are kept by hand: message, number, JSON name, type, flags.
 * Messages that went as a whole need no word here, because the table keeps what it has.
 * @type {readonly (readonly [string, number, string, string, number])[]}
 */
const retired = [
  [`${meta}.ObjectMeta`, 15, 'clusterName', 's', omitEmpty],
  [`${core}.EphemeralVolumeSource`, 2, 'readOnly', 'b', omitEmpty],
  [`${core}.EventSeries`, 3, 'state', 's', omitEmpty],
  [`${core}.NodeAllocatableResourceClaimStatus`, 3, 'resources', quantity, map],
  [`${core}.PersistentVolumeClaimStatus`, 6, 'resizeStatus', 's', pointer | omitEmpty],
  [`${core}.PodResourceClaim`, 2, 'source', `${core}.ClaimSource`, omitEmpty],
  [`${core}.PodSpec`, 42, 'workloadRef', `${core}.WorkloadReference`, pointer | omitEmpty],
  [`${core}.ServiceSpec`, 16, 'topologyKeys', 's', repeated | omitEmpty],
  [`${core}.ServiceSpec`, 15, 'ipFamily', 's', pointer | omitEmpty],
  [`${core}.VolumeResourceRequirements`, 3, 'claims', `${core}.ResourceClaim`, repeated | omitEmpty],
  ['k8s.io.api.events.v1beta1.EventSeries', 3, 'state', 's', 0],
  [`${extensions}.NetworkPolicy`, 3, 'status', `${extensions}.NetworkPolicyStatus`, omitEmpty],
  [`${networking}.v1.NetworkPolicy`, 3, 'status', `${networking}.v1.NetworkPolicyStatus`, omitEmpty],
  [`${networking}.v1alpha1.ParentReference`, 5, 'uid', 's', omitEmpty],
  [`${resource}.v1.Device`, 13, ...resourceMappingsOf(`${resource}.v1`)],
  [`${resource}.v1beta1.BasicDevice`, 12, ...resourceMappingsOf(`${resource}.v1beta1`)],
  [`${resource}.v1beta2.Device`, 13, ...resourceMappingsOf(`${resource}.v1beta2`)],
  [`${resource}.v1alpha3.DeviceTaintSelector`, 1, 'deviceClassName', 's', pointer | omitEmpty],
  [
    `${resource}.v1alpha3.DeviceTaintSelector`,
    5,
    'selectors',
    `${resource}.v1alpha3.DeviceSelector`,
    repeated | omitEmpty,
  ],
  [`${resource}.v1alpha3.AllocationResult`, 4, 'controller', 's', omitEmpty],
  [`${resource}.v1alpha3.DeviceClassSpec`, 3, 'suitableNodes', `${core}.NodeSelector`, pointer | omitEmpty],
  [`${resource}.v1alpha3.ResourceClaimSpec`, 2, 'controller', 's', omitEmpty],
  [`${resource}.v1alpha3.ResourceClaimStatus`, 3, 'deallocationRequested', 'b', omitEmpty],
];

/** @param {string} api @returns {[string, string, number]} */
function resourceMappingsOf(api) {
  return ['nodeAllocatableResourceMappings', `${api}.NodeAllocatableResourceMapping`, map | omitEmpty];
}

/** The retired fields of each message, by its full name. */
export const retiredFields = retired.reduce(
  (byMessage, [message, number, name, type, flags]) => {
    const field = { number, name, type, flags: flags | flag.retired };
    return byMessage.set(message, [...(byMessage.get(message) ?? []), field]);
  },
  /** @type {Map<string, readonly Field[]>} */ (new Map()),
);
