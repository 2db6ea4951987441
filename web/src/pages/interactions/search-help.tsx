import { searchStrings } from '../../strings/search.ts';
import { Popover } from './popover.tsx';

/** The whole language of a search, by example. */
export function SearchHelp() {
  return (
    <Popover align="right" className="button button-quiet h-7 px-2 text-xs max-sm:hidden" label={searchStrings.syntax}>
      {() => (
        <dl className="flex flex-col gap-2">
          {searchStrings.help.map(([example, what]) => (
            <div key={example}>
              <dt className="font-mono text-xs break-words">{example}</dt>
              <dd className="text-xs text-muted">{what}</dd>
            </div>
          ))}
        </dl>
      )}
    </Popover>
  );
}
