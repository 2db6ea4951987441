import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { LoadError } from '../parts/message.tsx';
import { sessionQuery } from './use-session.ts';

const SignInPage = lazy(async () => {
  const { SignInPage } = await import('./sign-in-page.tsx');
  return { default: SignInPage };
});

/** Until it is known who reads, nothing is drawn. The address stays as it is, so that signing in leads to where one wanted to go. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { data: session, error, refetch } = useQuery(sessionQuery);
  if (error && !session) return <LoadError error={error} onRetry={() => void refetch()} />;
  if (!session) return null;
  if (session.state !== 'signed-out') return children;
  return (
    <Suspense>
      <SignInPage provider={session.provider} />
    </Suspense>
  );
}
