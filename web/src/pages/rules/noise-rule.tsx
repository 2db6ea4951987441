import { useMutation } from '@tanstack/react-query';
import { call, type NoiseReport } from '../../api.ts';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { Tile } from '../../parts/tile.tsx';
import { ruleStrings } from '../../strings/rules.ts';
import { formatShare } from './format-share.ts';

const words = ruleStrings.noise;
const mostBreaks = 12;

/** Would it still find them if they were heard worse? */
export function NoiseRule({ rule, hasDraft }: { readonly rule: string; readonly hasDraft: boolean }) {
  const noise = useMutation({ mutationFn: () => call('POST /v1/rules/{id}/noise', { params: { id: rule }, body: {} }) });
  const run = (
    <button type="button" className="button h-7" disabled={noise.isPending} onClick={() => noise.mutate()}>
      {noise.isPending ? words.running : words.run}
    </button>
  );
  return (
    <Tile title={words.title} links={run}>
      <div className="grid gap-4 p-4">
        <p className="text-muted">
          {words.help} {hasDraft && ruleStrings.label.draftHelp}
        </p>
        {noise.error && (
          <p role="alert" className="text-danger">
            {noise.error.message}
          </p>
        )}
        {noise.data && <Rates report={noise.data} />}
      </div>
    </Tile>
  );
}

function Rates({ report: { rates } }: { readonly report: NoiseReport }) {
  const worst = rates.at(-1);
  return (
    <>
      <ScrollRegion label={words.title} className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{words.columns.rate}</th>
              {(['findings', 'kept', 'lost', 'appeared', 'share'] as const).map((column) => (
                <th key={column} scope="col" className="number">
                  {words.columns[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rates.map(({ rate, findings, kept, lost, appeared, keptShare }) => (
              <tr key={rate}>
                <th scope="row">{formatShare(rate)}</th>
                <td className="number">{findings}</td>
                <td className="number">{kept}</td>
                <td className="number">{lost}</td>
                <td className="number">{appeared}</td>
                <td className="number">
                  {keptShare ? formatShare(keptShare.value) : '–'}
                  {keptShare && (
                    <span className="block text-xs text-muted">
                      {formatShare(keptShare.interval[0])} to {formatShare(keptShare.interval[1])}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {worst && worst.findings === 0 && <p>{words.none}</p>}
      {worst && worst.broke.length > 0 && (
        <section aria-label={words.broke}>
          <h3 className="mb-1 text-xs font-semibold text-muted">{words.broke}</h3>
          <ul className="flex flex-wrap gap-1.5">
            {worst.broke.slice(0, mostBreaks).map(({ said, heard, count }) => (
              <li key={`${said} ${heard}`} className="chip">
                {count}× {said || words.nothing} → {heard || words.nothing}
              </li>
            ))}
          </ul>
        </section>
      )}
      {worst && worst.tests.length > 0 && (
        <section aria-label={words.tests}>
          <h3 className="mb-1 text-xs font-semibold text-muted">
            {words.tests}, {formatShare(worst.rate)}
          </h3>
          <ul className="flex flex-col gap-1">
            {worst.tests.map(({ name, passed }) => (
              <li key={name} className="flex gap-3">
                <span className="min-w-0 flex-1">{name}</span>
                <span className="text-muted">{words.passes(formatShare(passed.value))}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
