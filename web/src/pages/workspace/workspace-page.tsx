import { useQuery } from '@tanstack/react-query';
import { call, type WorkspaceSettings } from '../../api.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Pending, Tile } from '../../parts/tile.tsx';
import { workspaceStrings as words } from '../../strings/workspace.ts';
import { SettingRow } from './setting-row.tsx';

type Section = keyof typeof words.sections;

/** The workspace as it is in force: single values can be changed here, lists and sources in their files. */
export function WorkspacePage() {
  const { data, error, refetch } = useQuery({ queryKey: ['workspace'], queryFn: ({ signal }) => call('GET /v1/workspace', {}, signal) });
  return (
    <PageFrame title={words.title} intro={data && words.intro(data.file)}>
      {data ? <Workspace settings={data} /> : <Pending label={words.loading} error={error} onRetry={() => void refetch()} />}
    </PageFrame>
  );
}

function Workspace({ settings: { file, mark, settings, sources, roster, reasons, lists } }: { readonly settings: WorkspaceSettings }) {
  const sections = Object.entries(words.sections) as [Section, string][];
  return (
    <div className="flex flex-col gap-5">
      {sections.map(([section, title]) => {
        const own = settings.filter((setting) => setting.section === section);
        if (own.length === 0) return null;
        return (
          <Tile key={section} title={title}>
            <ul>
              {own.map((setting) => (
                <SettingRow key={`${setting.path} ${String(setting.value)}`} setting={setting} mark={mark} />
              ))}
            </ul>
          </Tile>
        );
      })}
      <Tile title={words.retention}>
        <p className="px-4 py-3 text-muted">{words.retentionText}</p>
      </Tile>
      <Tile title={words.sources}>
        <FileNote file={file} />
        {sources.map(({ name, facts }) => (
          <div key={name} className="border-t border-line px-4 py-2.5">
            <h3 className="font-medium">{name}</h3>
            <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 text-xs">
              {Object.entries(facts).map(([key, value]) => (
                <div key={key} className="contents">
                  <dt className="text-muted">{key}</dt>
                  <dd className="break-words">{value}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </Tile>
      <Tile title={words.vocabulary}>
        <p className="px-4 py-2 text-xs text-muted">{words.vocabularyHelp}</p>
        {lists.map(({ name, words: wordings }) => (
          <details key={name} className="border-t border-line px-4 py-1.5">
            <summary className="min-h-6">
              @{name} <span className="text-xs text-muted">{words.words(wordings.length)}</span>
            </summary>
            <p className="flex flex-wrap gap-1 py-1.5">
              {wordings.map((wording) => (
                <span key={wording} className="chip">
                  {wording}
                </span>
              ))}
            </p>
          </details>
        ))}
      </Tile>
      <Tile title={words.reasons}>
        <FileNote file="reasons.yaml" />
        {reasons.length === 0 ? (
          <p className="border-t border-line px-4 py-3 text-muted">{words.none}</p>
        ) : (
          <ul className="grid gap-x-6 border-t border-line px-4 py-2 sm:grid-cols-2">
            {reasons.map(({ name, examples }) => (
              <li key={name} className="flex justify-between gap-3 py-0.5">
                <span className="truncate">{name}</span>
                <span className="shrink-0 text-xs text-muted">{words.examples(examples)}</span>
              </li>
            ))}
          </ul>
        )}
      </Tile>
      <Roster roster={roster} file={file} />
    </div>
  );
}

function FileNote({ file }: { readonly file: string }) {
  return <p className="px-4 py-2 text-xs text-muted">{words.inFile(file)}</p>;
}

function Roster({ roster, file }: { readonly roster: WorkspaceSettings['roster']; readonly file: string }) {
  const { rosterColumns: columns } = words;
  return (
    <Tile title={words.roster}>
      <FileNote file={file} />
      <details className="border-t border-line px-4 py-1.5">
        <summary className="min-h-6">{words.rosterCount(roster.length)}</summary>
        <div className="relative overflow-x-auto">
          <table className="table">
            <thead>
              <tr>
                {Object.values(columns).map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {roster.map(({ agent, name, team, since, until }) => (
                <tr key={`${agent} ${since ?? ''}`}>
                  <th scope="row" className="font-medium">
                    {agent}
                  </th>
                  <td>{name}</td>
                  <td>{team}</td>
                  <td className="text-muted">{since}</td>
                  <td className="text-muted">{until}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </Tile>
  );
}
