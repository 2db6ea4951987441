import { useQuery } from '@tanstack/react-query';
import { call, type Explanation } from '../api.ts';
import { formatClock } from '../format.ts';
import { Icon } from '../parts/icon.tsx';
import { findingStrings } from '../strings/findings.ts';

interface WhyProps {
  readonly rule: string;
  readonly interaction: string;
  readonly onGoTo?: (turnIndex: number) => void;
}

/** Why a rule says what it says about a conversation: its expression part by part, each with its outcome and words. */
export function Why({ rule, interaction, onGoTo }: WhyProps) {
  const { data, error } = useQuery({
    queryKey: ['explain', rule, interaction],
    queryFn: ({ signal }) => call('GET /v1/rules/{id}/explain/{interaction}', { params: { id: rule, interaction } }, signal),
  });
  if (error) return <p className="text-danger">{`${findingStrings.failed} ${error.message}`}</p>;
  if (!data) return <p className="text-muted">{findingStrings.loading}</p>;
  return (
    <ul className="flex flex-col gap-2">
      {data.items.map((item) => (
        <Part key={item.expression} part={item} depth={0} {...(onGoTo && { onGoTo })} />
      ))}
    </ul>
  );
}

interface PartProps {
  readonly part: Explanation;
  readonly depth: number;
  readonly onGoTo?: (turnIndex: number) => void;
}

/** Deeper parts are opened by hand: what decided stands at the top. */
const openDepth = 2;
const signs = { met: 'check', missed: 'close', 'not assessable': 'question' } as const;
const inks = { met: 'text-accent', missed: 'text-danger', 'not assessable': 'text-warn' } as const;

function Part({ part: { expression, outcome, words, quotes, parts }, depth, onGoTo }: PartProps) {
  const line = (
    <>
      <span className={`mt-0.5 ${inks[outcome]}`}>
        <Icon name={signs[outcome]} className="size-3.5" />
        <span className="sr-only">{findingStrings.outcomes[outcome]}</span>
      </span>
      <span className="min-w-0">
        <code className="line-clamp-3 font-mono text-xs break-words" title={expression}>
          {expression}
        </code>
        <span className="block text-xs text-muted">{words}</span>
      </span>
    </>
  );
  const inner = (
    <>
      {quotes.length > 0 && (
        <ul className="mt-1 ml-5 flex flex-col gap-1">
          {quotes.map(({ turn, text, startMs }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same words of a turn may bear a part twice.
            <li key={`${turn} ${index}`}>
              <button type="button" className="min-h-6 text-left hover:bg-mark focus-visible:bg-mark" onClick={() => onGoTo?.(turn)}>
                <span className="mr-2 text-xs text-muted">{startMs === null ? '' : formatClock(startMs)}</span>“{text}”
              </button>
            </li>
          ))}
        </ul>
      )}
      {parts.length > 0 && (
        <ul className="mt-1.5 ml-1.5 flex flex-col gap-1.5 border-l border-line pl-3">
          {parts.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of an expression stand in their order and may be alike.
            <Part key={`${index} ${each.expression}`} part={each} depth={depth + 1} {...(onGoTo && { onGoTo })} />
          ))}
        </ul>
      )}
    </>
  );
  if (quotes.length + parts.length === 0) return <li className="flex gap-1.5">{line}</li>;
  return (
    <li>
      <details open={depth < openDepth}>
        <summary className="flex list-none gap-1.5">{line}</summary>
        {inner}
      </details>
    </li>
  );
}
