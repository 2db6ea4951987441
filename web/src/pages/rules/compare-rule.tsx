import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call, type RuleDifference } from '../../api.ts';
import { Tile } from '../../parts/tile.tsx';
import { ruleStrings } from '../../strings/rules.ts';

const words = ruleStrings.compare;

/** Conversations that this text gains and loses against what is published. */
export function CompareRule({ id, text }: { readonly id: string; readonly text: string }) {
  const compare = useMutation({
    mutationFn: (asked: string) => call('POST /v1/rules/{id}/compare', { params: { id }, body: { text: asked } }),
  });
  const isCurrent = compare.variables === text;
  const button = (
    <button type="button" className="button h-7" disabled={compare.isPending} onClick={() => compare.mutate(text)}>
      {compare.isPending ? words.running : words.run}
    </button>
  );
  return (
    <Tile title={words.title} links={button}>
      {compare.error && (
        <p role="alert" className="p-4 text-danger">
          {compare.error.message}
        </p>
      )}
      {compare.data && (
        <div className="grid gap-3 p-4">
          {!isCurrent && <p className="text-muted">{words.earlier}</p>}
          {compare.data.items.length === 0 && <p role="status">{words.same}</p>}
          {compare.data.items.map((difference) => (
            <Difference key={difference.rule} id={id} difference={difference} />
          ))}
        </div>
      )}
    </Tile>
  );
}

function Difference({ id, difference }: { readonly id: string; readonly difference: RuleDifference }) {
  const { rule, gained, lost, changed, examples } = difference;
  return (
    <section aria-label={rule} className="grid gap-2">
      <p role="status">
        {words.counts(gained, lost, changed)}
        {rule !== id && <span className="text-muted"> {words.other(rule)}</span>}
      </p>
      <ul className="flex flex-col divide-y divide-line">
        {examples.map(({ id: conversation, kind, before, after }) => {
          const [span] = kind === 'lost' ? before : after;
          return (
            <li key={conversation} className="flex flex-wrap items-baseline gap-x-2 py-1.5">
              <span className="chip">{words[kind]}</span>
              <Link
                to="/interactions/$id"
                params={{ id: conversation }}
                {...(span && { hash: `t${span.turn}` })}
                preload={false}
                className="min-h-6 min-w-0 flex-1 break-words text-accent hover:underline"
              >
                {span ? `“${span.text}”` : words.noWords}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
