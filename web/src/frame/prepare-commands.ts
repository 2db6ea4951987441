import type { DriverModel, Rule } from '../api.ts';
import { capitalise, formatMoment, type MomentOptions } from '../format.ts';
import type { NavigationPage } from '../navigation.ts';
import { contactStrings } from '../strings/contact.ts';
import { listStrings } from '../strings/list.ts';
import { navigationStrings } from '../strings/navigation.ts';
import type { RecentConversation } from './recent-conversations.ts';

type CommandKind = keyof typeof navigationStrings.palette.kinds;

/** Where a command leads: a page of the menu, a driver, a conversation, or a search. */
export type Destination =
  | { readonly to: NavigationPage['to'] }
  | { readonly driver: string }
  | { readonly conversation: string }
  | { readonly search: string };

export interface Command {
  readonly key: string;
  readonly kind: CommandKind;
  readonly name: string;
  readonly keys?: string;
  readonly destination: Destination;
}

interface Known {
  readonly pages: Iterable<NavigationPage>;
  readonly drivers: DriverModel['drivers'];
  readonly rules: readonly Rule[];
  readonly recent: readonly RecentConversation[];
  readonly moment: MomentOptions;
}

const most = 12;

/** What fits the words, best first; pages and recent conversations before anything was typed. A search for the words is always there. */
export function prepareCommands(words: string, known: Known): Command[] {
  const wanted = words.trim().toLowerCase();
  const commands = allCommands(known);
  if (wanted === '') return commands.filter(({ kind }) => kind === 'page' || kind === 'recent').slice(0, most + 4);
  const ranked = commands
    .map((command) => ({ command, rank: rankOf(command.name.toLowerCase(), wanted) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || a.command.name.length - b.command.name.length)
    .slice(0, most);
  const search: Command = {
    key: 'search',
    kind: 'search',
    name: navigationStrings.palette.searchFor(words.trim()),
    destination: { search: words.trim() },
  };
  return [...ranked.map(({ command }) => command), search];
}

function allCommands({ pages, drivers, rules, recent, moment }: Known): Command[] {
  return [
    ...Array.from(
      pages,
      ({ to, name, key }): Command => ({ key: `page ${to}`, kind: 'page', name, keys: `g ${key}`, destination: { to } }),
    ),
    ...recent.map(
      ({ id, channel, startedAt }): Command => ({
        key: `recent ${id}`,
        kind: 'recent',
        name: navigationStrings.palette.recent(
          contactStrings.channels[channel],
          startedAt === null ? listStrings.unknownTime : formatMoment(startedAt, moment),
        ),
        destination: { conversation: id },
      }),
    ),
    ...drivers.map(
      ({ id, name }): Command => ({ key: `driver ${id}`, kind: 'driver', name: capitalise(name), destination: { driver: id } }),
    ),
    ...rules.map(({ id, name }): Command => ({ key: `rule ${id}`, kind: 'rule', name, destination: { search: `rule:${id}` } })),
  ];
}

/** 3: begins with it, 2: a word begins with it, 1: every word of it occurs. */
function rankOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 3;
  if (name.includes(` ${wanted}`)) return 2;
  return wanted.split(/\s+/).every((word) => name.includes(word)) ? 1 : 0;
}
