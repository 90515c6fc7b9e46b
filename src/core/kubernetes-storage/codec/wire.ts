/** Protobuf's wire types. */
export const wire = { varint: 0, fixed64: 1, lengthDelimited: 2, groupStart: 3, groupEnd: 4, fixed32: 5 } as const;

/**
 * How deep messages may lie in each other. Go has no bound; the deepest that Kubernetes accepts are schemas in custom
 * resource definitions, of a few tens.
 */
export const deepestMessage = 200;
