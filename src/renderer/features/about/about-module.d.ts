// What scripts/notices/plugin.ts tells the app of itself.
declare module 'virtual:about' {
  /** `null`: it was built outside of a repository. */
  export const commit: string | null;
  /** As in package.json. */
  export const licence: string;
  export const shipped: {
    readonly notices: readonly {
      readonly name: string;
      readonly version: string;
      readonly licence: string;
      /** The place of its text in `texts`. */
      readonly text: number;
    }[];
    readonly texts: readonly string[];
  };
}
