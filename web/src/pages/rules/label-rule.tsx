import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, call, type LabelDraw } from '../../api.ts';
import { Tile } from '../../parts/tile.tsx';
import { ruleStrings } from '../../strings/rules.ts';
import { useKeys } from '../../use-keys.ts';
import { LabelConversation } from './label-conversation.tsx';
import { LabelMeasure } from './label-measure.tsx';

const words = ruleStrings.label;
const drawnAtOnce = 20;

type Answer = 'yes' | 'no' | 'skip';

interface LabelRuleProps {
  readonly rule: string;
  readonly manner: 'detect' | 'require';
  readonly hasDraft: boolean;
}

/** Judging what a rule finds and nearly finds: one key per conversation, and the numbers narrow as you go. */
export function LabelRule({ rule, manner, hasDraft }: LabelRuleProps) {
  const queries = useQueryClient();
  const [asked, setAsked] = useState<number | null>(null);
  const measure = useQuery({
    queryKey: ['rule-measure', rule],
    queryFn: ({ signal }) => call('GET /v1/rules/{id}/measure', { params: { id: rule }, query: {} }, signal).catch(nullWhenMissing),
  });
  const drawnBefore = measure.data?.strata.reduce((sum, { drawn }) => sum + drawn, 0) ?? null;
  const n = asked ?? (drawnBefore === 0 ? null : drawnBefore);
  const draw = useQuery({
    queryKey: ['rule-draw', rule, n],
    queryFn: ({ signal }) => call('POST /v1/rules/{id}/draws', { params: { id: rule }, body: { n: n ?? drawnAtOnce } }, signal),
    enabled: n !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const labels = useQuery({
    queryKey: ['rule-labels', rule],
    queryFn: ({ signal }) => call('GET /v1/rules/{id}/labels', { params: { id: rule } }, signal),
  });
  const judged = () => Promise.all(['rule-measure', 'rule-labels'].map((key) => queries.invalidateQueries({ queryKey: [key, rule] })));
  const known = new Set(labels.data?.items.map(({ interaction }) => interaction));
  const isOutdated = measure.data?.isCurrent === false;
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <Tile title={words.title}>
        <div className="grid gap-4 p-4">
          <p className="text-muted">
            {words.help} {hasDraft && words.draftHelp}
          </p>
          {isOutdated && <p role="alert">{words.outdated}</p>}
          {(draw.error ?? labels.error) && (
            <p role="alert" className="text-danger">
              {(draw.error ?? labels.error)?.message}
            </p>
          )}
          {n === null && measure.data === null && (
            <button type="button" className="button button-accent justify-self-start" onClick={() => setAsked(drawnAtOnce)}>
              {words.draw(drawnAtOnce)}
            </button>
          )}
          {n !== null && draw.isPending && !draw.error && <p role="status">{words.drawing}</p>}
          {draw.data && labels.data && (
            <Judging
              rule={rule}
              manner={manner}
              items={draw.data.items}
              known={known}
              onJudged={judged}
              onMore={() => setAsked((n ?? 0) + drawnAtOnce)}
            />
          )}
        </div>
      </Tile>
      {measure.data && <LabelMeasure measure={measure.data} />}
    </div>
  );
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof ApiError && error.status === 404) return null;
  throw error;
}

interface JudgingProps {
  readonly rule: string;
  readonly manner: 'detect' | 'require';
  readonly items: LabelDraw['items'];
  readonly known: ReadonlySet<string>;
  readonly onJudged: () => Promise<unknown>;
  readonly onMore: () => void;
}

function Judging({ rule, manner, items, known, onJudged, onMore }: JudgingProps) {
  const [last, setLast] = useState<readonly string[]>([]);
  const left = items.filter(({ interaction }) => !known.has(interaction));
  const [current] = left;
  const judge = useMutation({
    mutationFn: ({ interaction, judgement }: { readonly interaction: string; readonly judgement: Answer }) =>
      call('POST /v1/rules/{id}/labels', { params: { id: rule }, body: { judgements: [{ interaction, judgement }] } }),
    async onSuccess(_reply, { interaction }) {
      setLast((before) => [...before, interaction]);
      await onJudged();
    },
  });
  const undo = useMutation({
    mutationFn: (interaction: string) => call('DELETE /v1/rules/{id}/labels/{interaction}', { params: { id: rule, interaction } }),
    async onSuccess() {
      setLast((before) => before.slice(0, -1));
      await onJudged();
    },
  });
  const answer = (judgement: Answer) => {
    if (current && !judge.isPending) judge.mutate({ interaction: current.interaction, judgement });
  };
  const takeBack = () => {
    const interaction = last.at(-1);
    if (interaction !== undefined && !undo.isPending) undo.mutate(interaction);
  };
  useKeys({ y: () => answer('yes'), n: () => answer('no'), s: () => answer('skip'), u: takeBack });
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        {current && <p className="mr-auto font-medium">{words.question[manner]}</p>}
        {current &&
          (['yes', 'no', 'skip'] as const).map((each) => (
            <button key={each} type="button" className="button" disabled={judge.isPending} onClick={() => answer(each)}>
              {words.answers[each]} <kbd>{each[0]}</kbd>
            </button>
          ))}
        {last.length > 0 && (
          <button type="button" className="button button-quiet" onClick={takeBack}>
            {words.undo} <kbd>u</kbd>
          </button>
        )}
      </div>
      <p role="status" className="text-xs text-muted">
        {words.progress(items.length - left.length, items.length)}
      </p>
      {judge.error && (
        <p role="alert" className="text-danger">
          {judge.error.message}
        </p>
      )}
      {current ? (
        <LabelConversation key={current.interaction} id={current.interaction} spans={current.spans} />
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <p>{words.done}</p>
          <button type="button" className="button" onClick={onMore}>
            {words.more}
          </button>
        </div>
      )}
    </>
  );
}
