import { type ReactNode, useState } from 'react';

/** Holds what a specimen changes, as a screen would. */
export function Held<T>(props: {
  readonly initial: T;
  readonly children: (value: T, set: (value: T) => void) => ReactNode;
}) {
  const [value, setValue] = useState(props.initial);
  return props.children(value, setValue);
}
