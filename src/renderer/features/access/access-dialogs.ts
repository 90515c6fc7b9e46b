/** A form that is open over the screen. */
export type AccessDialog =
  | { readonly kind: 'addUser'; readonly name?: string }
  | { readonly kind: 'addRole' }
  | { readonly kind: 'enableAuth' }
  | { readonly kind: 'changePassword'; readonly user: string }
  | { readonly kind: 'grantRole'; readonly user: string }
  | { readonly kind: 'grantPermission'; readonly role: string };
