/** What the provider says of a person: data of a stranger until `personOf` has read it. */
export type Claims = Readonly<Record<string, unknown>>;

/** What ties an answer of the provider to the browser that asked; kept in a signed cookie for the time between. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The site's own sign-in. */
export interface IdentityProvider {
  /** What people read on the button. */
  readonly name: string;
  /** Where to send the browser. */
  begin(redirectUrl: string): Promise<{ readonly url: string; readonly attempt: SignInAttempt }>;
  /** Who came back. Refused (`unauthenticated`) when anything does not fit the attempt. */
  finish(callback: URL, attempt: SignInAttempt): Promise<Claims>;
}
