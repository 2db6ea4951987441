import type { ReactNode } from 'react';
import { ApiError } from '../api.ts';
import { accessStrings } from '../strings/access.ts';
import { errorsStrings } from '../strings/errors.ts';

interface MessageProps {
  readonly title: string;
  readonly help?: string;
  readonly children?: ReactNode;
  readonly alert?: boolean;
}

/** In place of content: nothing there, or something went wrong, and what to do now. */
export function Message({ title, help, children, alert = false }: MessageProps) {
  return (
    <div role={alert ? 'alert' : undefined} className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-20 text-center">
      <h2 className="text-lg font-semibold">{title}</h2>
      {help && <p className="text-muted">{help}</p>}
      {children}
    </div>
  );
}

export function LoadError({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  if (error instanceof ApiError && error.status === 403)
    return <Message title={accessStrings.refused.title} help={accessStrings.refused.help} alert />;
  const help = error instanceof ApiError ? `${error.message} ${error.help}` : errorsStrings.offline;
  return (
    <Message title={errorsStrings.title} help={help} alert>
      <button type="button" className="button" onClick={onRetry}>
        {errorsStrings.retry}
      </button>
    </Message>
  );
}
