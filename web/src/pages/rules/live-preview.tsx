import { Link } from '@tanstack/react-router';
import { readEntryFields } from '../../../../src/rules/authoring/entry-fields.ts';
import type { RuleExample, RuleNames } from '../../api.ts';
import { checkText } from '../../editor/check-text.ts';
import { formatClock, formatMoment } from '../../format.ts';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { Tile } from '../../parts/tile.tsx';
import { contactStrings } from '../../strings/contact.ts';
import { ruleStrings } from '../../strings/rules.ts';
import { useRested } from './use-rested.ts';
import { useRuleNames, useRuleTrial } from './use-rule-work.ts';

const words = ruleStrings.preview;
/** Long enough that a word is typed, short enough to feel at once. */
const restMs = 350;

interface LivePreviewProps {
  readonly id: string;
  readonly text: string;
}

/** Checked here, so that the server is not asked what half a word finds. */
function isSound(text: string, names: RuleNames): boolean {
  const fields = readEntryFields(text);
  if (fields === null) return false;
  const context = { names, lists: fields.lists, manner: fields.manner === 'require' ? fields.manner : 'detect' } as const;
  const written = [fields.applies, ...(fields.manner === 'score' ? [] : [fields.expression || '""'])].filter((each) => each !== '');
  return written.every((each) => checkText(each, context).every(({ severity }) => severity !== 'error'));
}

/** What the text finds in everything stored, while it is typed: the newest text is asked, what was typed over is cancelled. */
export function LivePreview({ id, text }: LivePreviewProps) {
  const rested = useRested(text, restMs);
  const names = useRuleNames();
  const hasErrors = names.data !== undefined && !isSound(rested, names.data);
  const trial = useRuleTrial(id, names.data === undefined || hasErrors ? null : rested);
  const isWorking = text !== rested || trial.isFetching;
  return (
    <Tile title={words.title} links={<Status isWorking={isWorking && !hasErrors} seconds={trial.data?.seconds} isPaused={hasErrors} />}>
      <div aria-busy={isWorking} className="grid gap-3 p-4">
        {trial.error && !trial.isFetching && (
          <p role="alert" className="text-danger">
            {trial.error.message}
          </p>
        )}
        {trial.data && (
          <>
            <dl aria-label={words.counts} className="grid grid-cols-3 gap-2">
              <Count name={words.met} value={trial.data.met} search={searchOf(rested)} />
              <Count name={words.missed} value={trial.data.missed} />
              <Count name={words.notAssessable} value={trial.data.notAssessable} />
            </dl>
            <ExampleList examples={trial.data.examples} />
          </>
        )}
      </div>
    </Tile>
  );
}

interface StatusProps {
  readonly isWorking: boolean;
  readonly isPaused: boolean;
  readonly seconds: number | undefined;
}

function Status({ isWorking, isPaused, seconds }: StatusProps) {
  const text = isPaused ? words.paused : isWorking ? words.working : seconds === undefined ? '' : words.took(seconds);
  return (
    <span role="status" className="text-xs text-muted">
      {text}
    </span>
  );
}

interface CountProps {
  readonly name: string;
  readonly value: number;
  /** What lists the conversations that are counted; null where no search says the same. */
  readonly search?: string | null;
}

function Count({ name, value, search = null }: CountProps) {
  const shown = value.toLocaleString('en');
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="text-lg font-semibold">
        {search === null || value === 0 ? (
          shown
        ) : (
          <Link
            to="/interactions"
            search={{ q: search }}
            preload={false}
            aria-label={words.listed(shown)}
            className="text-accent hover:underline"
          >
            {shown}
          </Link>
        )}
      </dd>
    </div>
  );
}

/** The text as a search of its own; a search knows no lists of the rule, and comments would swallow what follows them. */
function searchOf(text: string): string | null {
  const fields = readEntryFields(text);
  if (fields === null || fields.manner === 'score' || Object.keys(fields.lists).length > 0) return null;
  const { applies, expression } = fields;
  if (/#/.test(`${applies}${expression}`.replaceAll(/"[^"]*"/g, ''))) return null;
  const whole = applies === '' ? expression : `(${applies}) and (${expression})`;
  return `= ${whole.replaceAll(/\s+/g, ' ')}`;
}

function ExampleList({ examples }: { readonly examples: readonly RuleExample[] }) {
  if (examples.length === 0) return <p className="text-muted">{words.noExamples}</p>;
  return (
    <ScrollRegion label={words.examples(examples.length)} className="max-h-[32rem] overflow-y-auto">
      <ul className="flex flex-col divide-y divide-line">
        {examples.map((example) => (
          <li key={example.id} className="py-2 first:pt-0">
            <Example example={example} />
          </li>
        ))}
      </ul>
    </ScrollRegion>
  );
}

const shownSpans = 2;

/** The words that bear it, marked, at their second; or what was searched in vain. */
function Example({ example: { id, channel, startedAt, spans, searched } }: { readonly example: RuleExample }) {
  const place = [contactStrings.channels[channel], startedAt ? formatMoment(startedAt, { thisYear: new Date().getFullYear() }) : null];
  const [first] = spans;
  return (
    <>
      <Link
        to="/interactions/$id"
        params={{ id }}
        {...(first && { hash: `t${first.turn}` })}
        preload={false}
        className="inline-flex min-h-6 items-center text-xs text-accent hover:underline"
      >
        {place.filter(Boolean).join(', ')}
        {first?.startMs != null && channel === 'voice' && ` · ${formatClock(first.startMs)}`}
        <span className="sr-only">, {words.open}</span>
      </Link>
      {spans.slice(0, shownSpans).map(({ turn, start, text, before, after, role }) => (
        <p key={`${turn} ${start}`} className="break-words">
          <span className="text-xs text-muted">{contactStrings.roles[role]}: </span>
          {before}
          <mark>{text}</mark>
          {after}
        </p>
      ))}
      {spans.length === 0 && searched && <p className="text-muted">{words.searched(searched.words, searched.role)}</p>}
    </>
  );
}
