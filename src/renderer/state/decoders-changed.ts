import { createStore } from './store.ts';

/** How often this window has changed a decoder: values that are shown are read again. */
export const decodersChanged = createStore(0);
