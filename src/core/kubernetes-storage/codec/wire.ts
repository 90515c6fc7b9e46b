/** Protobuf's wire types. */
export const wire = { varint: 0, fixed64: 1, lengthDelimited: 2, groupStart: 3, groupEnd: 4, fixed32: 5 } as const;

/**
 * How deep messages may be nested. Go has no bound; the deepest that Kubernetes accepts are schemas in custom resource
 * definitions, a few tens deep.
 */
export const deepestMessage = 200;
