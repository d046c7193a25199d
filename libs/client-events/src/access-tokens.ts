/** A service account of Carrel, and where Carrel is. */
export interface Credentials {
  /** Such as `https://carrel.example`. */
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Access tokens by the client-credentials grant (RFC 6749, 4.4): the present one, got anew once a third of its life
 * is left. @throws when Carrel refuses the credentials
 */
export function accessTokens({ origin, clientId, clientSecret }: Credentials): () => Promise<string> {
  let token = '';
  let until = 0;
  return async () => {
    if (Date.now() < until) return token;
    const response = await fetch(`${origin}/api/admin/v1/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    if (!response.ok) throw new Error(`no access token (${response.status}): ${await response.text()}`);
    const answer = (await response.json()) as { access_token: string; expires_in: number };
    token = answer.access_token;
    until = Date.now() + (answer.expires_in * 1000 * 2) / 3;
    return token;
  };
}
