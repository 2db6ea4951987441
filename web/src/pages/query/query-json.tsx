import { useState } from 'react';
import type { QueryBody } from '../../api.ts';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { queryStrings } from '../../strings/query.ts';

const words = queryStrings;

/** The same question as programs ask it. */
export function QueryJson({ query }: { readonly query: QueryBody }) {
  const [copied, setCopied] = useState('');
  const text = JSON.stringify(query, null, 2);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(text));
  return (
    <section aria-label={words.json} className="min-w-0 rounded-lg border border-line bg-sunken">
      <div className="flex items-center gap-2 border-b border-line px-4 py-1.5">
        <h2 className="font-semibold">{words.json}</h2>
        <button type="button" className="button button-quiet ml-auto h-7" onClick={copy}>
          {copied === text ? words.copied : words.copy}
        </button>
      </div>
      <ScrollRegion label={words.jsonHelp} className="max-h-64 overflow-auto px-4 py-2">
        <pre className="text-xs">{text}</pre>
      </ScrollRegion>
      <p className="px-4 pb-2 text-xs text-muted">{words.jsonHelp}</p>
    </section>
  );
}
