import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { addressOf, type Progress } from '../api.ts';
import { progressStrings } from '../strings/progress.ts';

/** New contacts appear in the list while they are processed, but not faster than a reader can follow. */
const refreshEveryMs = 4000;

/** Shown while work is under way; the browser reconnects and resumes the stream by itself. */
export function ProgressBanner() {
  const progress = useProgress();
  if (!progress) return null;
  const left = progress.waiting + progress.working;
  if (left === 0) return null;
  const share = progress.done / (progress.done + left);
  return (
    <div role="status" className="flex items-center gap-3 border-b border-line bg-accent-soft px-4 py-1.5 text-sm">
      <span aria-hidden="true" className="h-1.5 w-40 overflow-hidden rounded-full bg-line">
        <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
      </span>
      <span>{progressStrings.working(progress)}</span>
      {progress.failed > 0 && <span className="text-danger">{progressStrings.failed(progress.failed)}</span>}
    </div>
  );
}

function useProgress(): Progress | null {
  const [progress, setProgress] = useState<Progress | null>(null);
  const queries = useQueryClient();
  useEffect(() => {
    const stream = new EventSource(addressOf('GET /v1/progress/stream', {}));
    let lastDone: number | undefined;
    let refreshedAt = 0;
    stream.addEventListener('progress', (event: MessageEvent<string>) => {
      const next: Progress = JSON.parse(event.data);
      setProgress(next);
      const grown = lastDone !== undefined && next.done > lastDone;
      const finished = next.waiting + next.working === 0;
      if (grown && (finished || Date.now() - refreshedAt > refreshEveryMs)) {
        refreshedAt = Date.now();
        void queries.invalidateQueries({ queryKey: ['interactions'] });
      }
      lastDone = next.done;
    });
    return () => stream.close();
  }, [queries]);
  return progress;
}
