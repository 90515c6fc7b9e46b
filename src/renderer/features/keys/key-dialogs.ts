/** The dialog that is open over the screen; keys in tabs go by their name. */
export type KeyDialog =
  | { readonly kind: 'save' | 'conflict' | 'replaced' | 'close'; readonly name: string }
  | { readonly kind: 'delete'; readonly key: Uint8Array }
  | { readonly kind: 'new'; readonly key: Uint8Array };
