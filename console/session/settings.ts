/** With whom officers sign in, as the page says (`functions/serve-console/`). */
export interface SignInSettings {
  readonly issuer: URL;
  readonly client: string;
  readonly scope: string;
}

const said = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="sign-in-${name}"]`)?.content ?? '';

/** The issuer may be a path of this host. */
export const readSettings = (): SignInSettings => ({
  issuer: new URL(said('issuer'), location.origin),
  client: said('client'),
  scope: said('scope'),
});

/** Where the issuer sends the person back to. */
export const backAddress = (): string => new URL('console', location.origin).href;
