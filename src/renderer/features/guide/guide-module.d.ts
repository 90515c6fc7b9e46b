// What scripts/guide/plugin.ts builds out of docs/guide.
declare module 'virtual:guide' {
  export const guide: {
    readonly parts: readonly { readonly title: string; readonly pages: readonly string[] }[];
    readonly pages: readonly (import('./find-in-guide.ts').SearchedPage & { readonly html: string })[];
  };
}

declare module 'virtual:guide-sections' {
  export const pages: readonly import('./find-in-guide.ts').SearchedPage[];
}
