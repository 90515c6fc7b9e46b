/**
 * Returns the environment with which a member's process dials its peers through its proxy. Go dials 127.0.0.1 without one in
 * any case; what is exempt in this process's own environment is not exempt there.
 */
export function proxyVariables(url: string): Readonly<Record<string, string>> {
  return { HTTP_PROXY: url, HTTPS_PROXY: url, http_proxy: url, https_proxy: url, NO_PROXY: '', no_proxy: '' };
}
