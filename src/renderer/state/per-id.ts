/** Makes one object for each id of an api, a connection's or a source's: the same one as long as the window lives. */
export function perId<A extends object, I extends string, T>(create: (api: A, id: I) => T): (api: A, id: I) => T {
  const made = new WeakMap<A, Map<I, T>>();
  return (api, id) => {
    const ofApi = made.get(api) ?? new Map<I, T>();
    made.set(api, ofApi);
    const known = ofApi.get(id);
    if (known !== undefined) return known;
    const fresh = create(api, id);
    ofApi.set(id, fresh);
    return fresh;
  };
}
