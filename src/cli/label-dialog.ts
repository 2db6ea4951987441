import type { Interaction } from '../domain/interaction.ts';
import type { Judgement, LabelItem } from '../domain/rule-label.ts';
import type { Span } from '../domain/span.ts';
import { clockTime } from './print.ts';

/** What the dialog needs from the terminal and the API. */
export interface LabelDialog {
  readonly items: readonly LabelItem[];
  /** Asked for every conversation. */
  readonly question: string;
  show(text: string): void;
  /** What was typed; null when there is no more input. */
  ask(prompt: string): Promise<string | null>;
  read(interaction: string): Promise<Interaction>;
  save(interaction: string, judgement: Judgement): Promise<void>;
  undo(interaction: string): Promise<void>;
}

const keys: Readonly<Record<string, Judgement>> = { y: 'yes', yes: 'yes', n: 'no', no: 'no', s: 'skip', skip: 'skip' };
const prompt = '[y]es [n]o [s]kip [u]ndo [q]uit > ';

/**
 * One conversation after another until all are judged or somebody stops; every answer is saved at once. It does not say whether the
 * rule fired: who knows tends to agree with it.
 */
export async function judgeByHand(dialog: LabelDialog): Promise<number> {
  let at = 0;
  while (at < dialog.items.length) {
    const item = dialog.items[at];
    if (item === undefined) break;
    dialog.show(conversationText(await dialog.read(item.interaction), item.spans));
    const step = await judgeOne(dialog, item, at);
    if (step === null) break;
    at += step;
  }
  return at;
}

/** 1: on to the next; -1: back to the one before; null: stop. */
async function judgeOne(dialog: LabelDialog, item: LabelItem, at: number): Promise<number | null> {
  for (;;) {
    const answer = (await dialog.ask(`${at + 1}/${dialog.items.length} ${dialog.question} ${prompt}`))?.trim().toLowerCase();
    if (answer === undefined || answer === 'q' || answer === 'quit') return null;
    const judgement = keys[answer];
    if (judgement !== undefined) {
      await dialog.save(item.interaction, judgement);
      return 1;
    }
    const before = dialog.items[at - 1];
    if ((answer === 'u' || answer === 'undo') && before !== undefined) {
      await dialog.undo(before.interaction);
      return -1;
    }
    dialog.show(answer.startsWith('u') ? 'There is nothing to undo.' : 'Type y, n, s, u or q.');
  }
}

/** Turns shown before and after a marked one of a long conversation. */
const around = 6;
const shortTurns = 40;

/** The conversation with what was found between guillemets; of a long one what stands around it. */
export function conversationText({ id, channel, startedAt, turns }: Interaction, spans: readonly Span[]): string {
  const marked = spans.map(({ turn }) => turn);
  const isShown = (index: number) =>
    turns.length <= shortTurns || marked.some((turn) => Math.abs(turn - index) <= around) || (marked.length === 0 && index < shortTurns);
  const lines = turns.flatMap((turn, index) => {
    if (!isShown(index)) return isShown(index - 1) ? ['  …'] : [];
    const own = spans.filter((span) => span.turn === index);
    return [`  ${clockTime(turn.startMs).padStart(7)}  ${turn.role}: ${withMarks(turn.text, own)}`];
  });
  return [`\n${id}  ${channel}  ${startedAt ?? ''}`, ...lines].join('\n');
}

function withMarks(text: string, spans: readonly Span[]): string {
  let marked = '';
  let from = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < from || end <= start) continue;
    marked += `${text.slice(from, start)}«${text.slice(start, end)}»`;
    from = end;
  }
  return marked + text.slice(from);
}
