import type { KubernetesSchema } from '../../kubernetes-storage/codec/schema.ts';
import { convertAutoscaler } from './convert-autoscaler.ts';
import { convertDefinition } from './convert-definition.ts';
import { convertEvent } from './convert-event.ts';
import type { JsonParts } from './json-text.ts';
import { isSameInVersions } from './same-shape.ts';

/** Returns the JSON of an object in another version. */
type Converter = (object: JsonParts) => string;

/** By kind, stored version and version asked for. */
const converters: ReadonlyMap<string, Converter> = new Map([
  ['CustomResourceDefinition apiextensions.k8s.io/v1beta1 apiextensions.k8s.io/v1', convertDefinition],
  ['Event v1 events.k8s.io/v1', convertEvent],
  ['HorizontalPodAutoscaler autoscaling/v2 autoscaling/v1', convertAutoscaler],
]);

/** Returns the converter between two versions that differ in shape; `undefined`: there is none. */
export function converterOf(kind: string, stored: string, asked: string): Converter | undefined {
  return converters.get(`${kind} ${stored} ${asked}`);
}

/** Returns whether what is stored in one version can be answered in another. */
export function canConvert(schema: KubernetesSchema, kind: string, stored: string, asked: string): boolean {
  return (
    stored === asked || isSameInVersions(schema, kind, stored, asked) || converterOf(kind, stored, asked) !== undefined
  );
}
