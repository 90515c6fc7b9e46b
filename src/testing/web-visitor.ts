/** Opens a one-time link as a browser does that keeps the cookie, and answers that cookie. */
export async function openLink(link: string): Promise<string> {
  const response = await fetch(link, { redirect: 'manual' });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`The link answered ${response.status} and set no cookie`);
  return cookie;
}
