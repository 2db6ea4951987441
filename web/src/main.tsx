import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api.ts';
import { createAppRouter } from './router.tsx';
import { SessionGate } from './session/session-gate.tsx';
import { sessionQuery } from './session/use-session.ts';
import { applyTheme } from './theme.ts';
import './styles.css';

applyTheme();

/** A session that is over is noticed by whatever asks next; the gate then shows the sign-in. */
function noticeSignOut(error: Error): void {
  if (error instanceof ApiError && error.status === 401) void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
}

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignOut }),
  mutationCache: new MutationCache({ onError: noticeSignOut }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // A refusal will not change by asking again; a server that is being restarted may.
      retry: (attempts, error) => !(error instanceof ApiError && error.status < 500) && attempts < 2,
    },
  },
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <SessionGate>
          <RouterProvider router={createAppRouter()} />
        </SessionGate>
      </QueryClientProvider>
    </StrictMode>,
  );
}
