import type { KeyboardEvent } from 'react';

/** The ways in which a keyboard asks for a context menu. */
export const isMenuKey = (event: KeyboardEvent): boolean =>
  event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10');
