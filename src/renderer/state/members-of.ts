/** The members of whatever was read, each of a type that is to be checked; none where it is no object. */
export const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
    ? // Any object has members of an unknown type.
      (value as Record<string, unknown>)
    : {};
