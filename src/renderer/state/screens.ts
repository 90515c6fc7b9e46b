/** The screens of an open connection. */
export const places = ['cluster', 'keys', 'kubernetes', 'watches', 'compare', 'snapshots'] as const;

/** A screen of the workbench. */
export type Place = (typeof places)[number];

/** The screens that an opened file has: what can be seen of keys without a cluster. */
const filePlaces = ['keys', 'kubernetes', 'compare'] as const satisfies readonly Place[];

/** A screen of an opened file. */
export type FilePlace = (typeof filePlaces)[number];

export const isPlace = (name: string | undefined): name is Place => places.some((place) => place === name);

export const isFilePlace = (name: string | undefined): name is FilePlace => filePlaces.some((place) => place === name);
