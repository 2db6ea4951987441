import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { ApiError, addressOf, call } from '../api.ts';
import { Icon } from '../parts/icon.tsx';
import { accessStrings } from '../strings/access.ts';
import { appStrings } from '../strings/app.ts';
import { errorsStrings } from '../strings/errors.ts';
import { startAnew } from './use-session.ts';

const { signIn: strings } = accessStrings;

/** A quiet page of its own: who one is, and nothing else. */
export function SignInPage({ provider }: { readonly provider: string | null }) {
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: (body: { name: string; password: string }) => call('POST /v1/session', { body }),
    onSuccess: (session) => {
      withoutFailure();
      startAnew(queries, session);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    signIn.mutate({ name: String(fields.get('name')), password: String(fields.get('password')) });
  };
  const problem = problemOf(signIn.error) ?? returnedFailure();
  return (
    <main className="flex min-h-full flex-col items-center justify-center gap-6 px-4 py-10">
      <title>{`${strings.title} – ${appStrings.name}`}</title>
      <div className="flex items-center gap-2 text-lg font-semibold">
        <Icon name="mark" className="text-accent" />
        {appStrings.name}
      </div>
      <div className="flex w-full max-w-80 flex-col gap-4 rounded-xl border border-line bg-surface p-6">
        <h1 className="text-lg font-semibold">{strings.title}</h1>
        <form className="flex flex-col gap-3" onSubmit={submit}>
          <label className="flex flex-col gap-1">
            {strings.name}
            <input name="name" className="field" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
          </label>
          <label className="flex flex-col gap-1">
            {strings.password}
            <input name="password" type="password" className="field" autoComplete="current-password" required />
          </label>
          <p role="alert" className={problem ? 'text-danger' : 'sr-only'}>
            {problem}
          </p>
          <button type="submit" className="button button-accent" disabled={signIn.isPending}>
            {signIn.isPending ? strings.working : strings.submit}
          </button>
        </form>
        {provider && (
          <>
            <p className="flex items-center gap-3 text-xs text-muted">
              <span aria-hidden="true" className="h-px flex-1 bg-line" />
              {strings.or}
              <span aria-hidden="true" className="h-px flex-1 bg-line" />
            </p>
            <a className="button" href={addressOf('GET /v1/session/provider', { query: { to: whereTo() } })}>
              {strings.provider(provider)}
            </a>
          </>
        )}
      </div>
    </main>
  );
}

function problemOf(error: Error | null): string | null {
  if (error === null) return null;
  return error instanceof ApiError ? error.message : errorsStrings.offline;
}

/** What the server says when it sends somebody back from the provider. */
const failureParameter = 'sign-in';

function returnedFailure(): string | null {
  const failure = new URLSearchParams(location.search).get(failureParameter);
  const known = Object.entries(strings.failures).find(([name]) => name === failure);
  return known?.[1] ?? null;
}

function whereTo(): string {
  const url = new URL(location.href);
  url.searchParams.delete(failureParameter);
  return `${url.pathname}${url.search}${url.hash}`;
}

function withoutFailure(): void {
  history.replaceState(history.state, '', whereTo());
}
