/** Fetches an access token from the CRM: plain text, or JSON with `token`. Asked before every connect: a token lives minutes. */
export async function fetchToken(address: string): Promise<string> {
  const answer = await fetch(address, { credentials: 'same-origin', cache: 'no-store' });
  if (!answer.ok) throw new Error(`token: ${answer.status} ${answer.statusText}`);
  const text = (await answer.text()).trim();
  if (!text.startsWith('{')) return text;
  const { token } = JSON.parse(text) as { readonly token?: unknown };
  return typeof token === 'string' ? token : '';
}
