type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Returns the proxy that the environment names for an address, as curl and Go read `HTTPS_PROXY`, `HTTP_PROXY` and
 * `NO_PROXY`; `null` where it is dialled directly.
 */
export function proxyFor({ protocol, hostname, port }: URL, env: Environment = process.env): URL | null {
  const isSecure = protocol === 'https:';
  const named = isSecure ? (env.https_proxy ?? env.HTTPS_PROXY) : (env.http_proxy ?? env.HTTP_PROXY);
  if (!named) return null;
  const dialled = port || (isSecure ? '443' : '80');
  const isDirect = (env.no_proxy ?? env.NO_PROXY ?? '')
    .split(/[,\s]/)
    .some((entry) => entry !== '' && isNamedBy(entry.toLowerCase(), hostname, dialled));
  if (isDirect) return null;
  // `proxy.example:3128` names one that speaks plain http.
  const address = named.includes('://') ? named : `http://${named}`;
  return URL.canParse(address) ? new URL(address) : null;
}

function isNamedBy(entry: string, hostname: string, port: string): boolean {
  if (entry === '*') return true;
  const colon = entry.lastIndexOf(':');
  const only = colon > 0 && /^\d{1,5}$/.test(entry.slice(colon + 1)) ? entry.slice(colon + 1) : null;
  if (only !== null && only !== port) return false;
  const name = (only === null ? entry : entry.slice(0, colon)).replace(/^\*?\./, '');
  return name !== '' && (hostname === name || hostname.endsWith(`.${name}`));
}
