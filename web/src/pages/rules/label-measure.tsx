import type { RuleMeasure } from '../../api.ts';
import { Tile } from '../../parts/tile.tsx';
import { ruleStrings } from '../../strings/rules.ts';
import { formatShare } from './format-share.ts';

const words = ruleStrings.label;

type Estimate = NonNullable<RuleMeasure['recall']>;

/** How good the rule is, as far as was judged; every value with its interval. */
export function LabelMeasure({ measure: { precision, recall, prevalence } }: { readonly measure: RuleMeasure }) {
  return (
    <Tile title={words.precision}>
      <dl className="grid gap-4 p-4">
        <Figure name={words.precision} estimate={precision} />
        <Figure name={words.recall} estimate={recall} />
        <Figure name={words.corrected} estimate={prevalence.corrected} />
      </dl>
    </Tile>
  );
}

function Figure({ name, estimate }: { readonly name: string; readonly estimate: Estimate | null }) {
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      {estimate ? (
        <dd>
          <span className="text-xl font-semibold">{formatShare(estimate.value)}</span>
          <span className="block text-xs text-muted">
            {words.interval(formatShare(estimate.interval[0]), formatShare(estimate.interval[1]), estimate.n)}
          </span>
        </dd>
      ) : (
        <dd className="text-muted">{words.notYet}</dd>
      )}
    </div>
  );
}
