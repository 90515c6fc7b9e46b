const separatorOf = (path: string): '/' | '\\' => (path.includes('\\') && !path.startsWith('/') ? '\\' : '/');

/** A path's folder and its last name. */
export function splitPath(path: string): { readonly folder: string | null; readonly name: string } {
  const separator = separatorOf(path);
  const at = path.lastIndexOf(separator);
  if (at === -1) return { folder: null, name: path };
  const folder = path.slice(0, at);
  const name = path.slice(at + 1);
  // The root keeps its separator: `/etc` is in `/`, `C:\etcd` in `C:\`.
  return { folder: folder === '' || /^[A-Za-z]:$/.test(folder) ? folder + separator : folder, name };
}

/** A name within a folder, or the name itself where it is a whole path. */
export function joinPath(folder: string, name: string): string {
  if (name.startsWith('/') || /^[A-Za-z]:\\/.test(name)) return name;
  const separator = separatorOf(folder);
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}
