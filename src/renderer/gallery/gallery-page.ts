import type { ReactNode } from 'react';

/** One state of a component, named by what it shows. */
export interface Specimen {
  readonly state: string;
  readonly shown: ReactNode;
  /** Pixels, for what fills the box that it is put into. */
  readonly height?: number;
}

/** A component of ui/ in its states. */
export interface GalleryPage {
  /** The component's own name. */
  readonly name: string;
  readonly specimens: readonly Specimen[];
}
