import type { ReactNode } from 'react';

/** One state of a component, named by what it shows. */
export interface Specimen {
  readonly state: string;
  readonly shown: ReactNode;
  /** In pixels, for a part that fills its box. */
  readonly height?: number;
}

/** A component of ui/ in its states. */
export interface GalleryPage {
  /** The component's own name. */
  readonly name: string;
  readonly specimens: readonly Specimen[];
}
