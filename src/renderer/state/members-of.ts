/** Returns the members of a parsed JSON value, each unchecked; none where it is no object. */
export const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
    ? // Any object has members of an unknown type.
      (value as Record<string, unknown>)
    : {};
