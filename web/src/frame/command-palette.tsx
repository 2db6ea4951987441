import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useDrivers } from '../analytics/use-drivers.ts';
import { call } from '../api.ts';
import { navigationStrings } from '../strings/navigation.ts';
import { type Destination, prepareCommands } from './prepare-commands.ts';
import { recentConversations } from './recent-conversations.ts';
import { usePermittedPages } from './use-permitted-pages.ts';

const { palette } = navigationStrings;
const moment = { thisYear: new Date().getFullYear() };

/** One field that leads anywhere: pages, drivers, rules, recent conversations, or a search for the words. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [words, setWords] = useState('');
  const [active, setActive] = useState(0);
  const [recent] = useState(recentConversations);
  const go = useGo();
  const drivers = useDrivers();
  const rules = useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => call('GET /v1/rules', {}, signal) });
  useEffect(() => dialog.current?.showModal(), []);
  const pages = usePermittedPages();
  const commands = prepareCommands(words, { pages, drivers: drivers.data?.drivers ?? [], rules: rules.data?.items ?? [], recent, moment });
  const chosen = Math.min(active, commands.length - 1);
  const run = (index: number) => {
    const command = commands[index];
    if (!command) return;
    dialog.current?.close();
    go(command.destination);
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setActive((chosen + step + commands.length) % commands.length);
    else if (event.key === 'Enter') run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} aria-label={palette.label} onClose={onClose} className="dialog mt-[12vh] p-0">
      <input
        role="combobox"
        aria-label={palette.label}
        aria-expanded="true"
        aria-controls="commands"
        aria-activedescendant={commands[chosen] ? `command-${chosen}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={palette.placeholder}
        className="w-full border-b border-line bg-transparent px-4 py-3 text-base outline-none"
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setActive(0);
        }}
        onKeyDown={press}
      />
      <div id="commands" role="listbox" aria-label={palette.results} className="max-h-[50vh] overflow-y-auto p-1.5">
        {commands.map(({ key, kind, name, keys }, index) => (
          <div
            key={key}
            id={`command-${index}`}
            ref={(row) => {
              if (index === chosen) row?.scrollIntoView({ block: 'nearest' });
            }}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className="flex cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 aria-selected:bg-accent-soft"
            onPointerMove={() => setActive(index)}
            onClick={() => run(index)}
            onKeyDown={press}
          >
            <span className="min-w-0 flex-1 truncate">{name}</span>
            {keys && (
              <span className="flex gap-1 max-sm:hidden">
                {keys.split(' ').map((each) => (
                  <kbd key={each}>{each}</kbd>
                ))}
              </span>
            )}
            <span className="w-16 text-right text-xs text-muted">{palette.kinds[kind]}</span>
          </div>
        ))}
      </div>
    </dialog>
  );
}

function useGo() {
  const navigate = useNavigate();
  return (destination: Destination) => {
    if ('driver' in destination) return void navigate({ to: '/drivers/$id', params: { id: destination.driver } });
    if ('conversation' in destination) return void navigate({ to: '/interactions/$id', params: { id: destination.conversation } });
    if ('search' in destination) return void navigate({ to: '/interactions', search: { q: destination.search } });
    void navigate({ to: destination.to });
  };
}
