import type { LegKind } from '../../src/domain/vocabulary.ts';
import { type Contact, emptyLabels, type Labels } from './contact.ts';
import type { Line, Shared } from './content.ts';
import { expand, type Slots } from './phrases.ts';
import type { Random } from './random.ts';

export type Speaker = 'agent' | 'agent2' | 'supervisor' | 'customer' | 'bot' | 'ivr' | 'third-party';

/** What happens before a line is said, beside the ordinary pause. */
export type Before = 'silence' | 'dead-air' | 'hold' | 'pause' | 'mute' | 'interrupt' | 'overlap';

export interface ScriptLine {
  readonly speaker: Speaker;
  readonly text: string;
  readonly leg: number;
  readonly before?: Before;
}

export interface ScriptLeg {
  readonly kind: LegKind;
  readonly agent?: string;
  readonly team?: string;
  readonly queue?: string;
}

/** A conversation before it has a clock: legs, lines and what is true of them. */
export interface Script {
  readonly legs: ScriptLeg[];
  readonly lines: ScriptLine[];
  readonly labels: Labels;
}

/** The pen of one conversation: adds lines to the open leg and remembers what was said. */
export interface Pen {
  readonly contact: Contact;
  readonly script: Script;
  readonly slots: Slots;
  readonly random: Random;
  openLeg(leg: ScriptLeg): void;
  say(speaker: Speaker, phrase: string, before?: Before): void;
  /** One of the shared phrases of that name. */
  utter(speaker: Speaker, name: string, before?: Before): void;
  phrase(name: string): string;
  /** One of the shared exchanges of that name, whole. */
  talk(name: string): void;
  exchange(lines: readonly Line[]): void;
  /** Who serves now, after any transfer. */
  serving(): 'agent' | 'agent2';
}

export function createPen(contact: Contact, shared: Shared, slots: Slots, random: Random): Pen {
  const script: Script = { legs: [], lines: [], labels: emptyLabels(contact) };
  const used = new Set<string>();

  function list<T>(of: Readonly<Record<string, readonly T[]>>, name: string): readonly T[] {
    const items = of[name];
    if (items === undefined || items.length === 0) throw new Error(`No phrases named ${name}`);
    return items;
  }

  function say(speaker: Speaker, phrase: string, before?: Before): void {
    const text = expand(phrase, slots, random);
    if (text === '') return;
    script.lines.push({ speaker, text, leg: Math.max(0, script.legs.length - 1), ...(before === undefined ? {} : { before }) });
  }

  /** Nobody uses the same template twice in one conversation while there is another one. */
  function phrase(name: string): string {
    const items = list(shared.phrases, name);
    const fresh = items.filter((item) => !used.has(item));
    const chosen = random.pick(fresh.length > 0 ? fresh : items);
    used.add(chosen);
    return chosen;
  }

  const serving = () => (script.labels.transferred ? 'agent2' : 'agent');
  const exchange = (lines: readonly Line[]) => {
    for (const { speaker, text } of lines) say(speaker === 'agent' ? serving() : 'customer', text);
  };
  return {
    contact,
    script,
    slots,
    random,
    openLeg: (leg) => void script.legs.push(leg),
    say,
    utter: (speaker, name, before) => say(speaker, phrase(name), before),
    phrase,
    talk: (name) => exchange(random.pick(list(shared.talk, name))),
    exchange,
    serving,
  };
}
