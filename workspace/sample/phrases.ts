import type { Random } from './random.ts';

/** Values of one conversation, by slot name: `<amount>` is the same amount from the first turn to the last. */
export type Slots = Readonly<Record<string, string>>;

type Part = string | { readonly slot: string } | { readonly options: readonly Template[] };
type Template = readonly Part[];

const parsed = new Map<string, Template>();

/**
 * Writes out one phrase: `{a|b|}` picks one alternative (may nest, may be empty), `<slot>` takes the conversation's value.
 *
 * @example expand('{Hi|Hello}, my {bill|last bill} is <amount>', { amount: '$84.10' }, random)
 */
export function expand(phrase: string, slots: Slots, random: Random): string {
  let template = parsed.get(phrase);
  if (template === undefined) {
    template = parse(phrase);
    parsed.set(phrase, template);
  }
  return tidy(write(template, slots, random));
}

function write(template: Template, slots: Slots, random: Random): string {
  let text = '';
  for (const part of template) {
    if (typeof part === 'string') text += part;
    else if ('slot' in part) text += slotValue(part.slot, slots);
    else text += write(random.pick(part.options), slots, random);
  }
  return text;
}

function slotValue(slot: string, slots: Slots): string {
  const value = slots[slot];
  if (value === undefined) throw new Error(`Unknown slot <${slot}>`);
  return value;
}

function parse(phrase: string): Template {
  const { template, end } = parseUntil(phrase, 0, '');
  if (end !== phrase.length) throw new Error(`Unbalanced braces in phrase: ${phrase}`);
  return template;
}

/** Reads parts up to one of the `stops` characters. */
function parseUntil(phrase: string, start: number, stops: string): { template: Template; end: number } {
  const template: Part[] = [];
  let text = '';
  let at = start;
  const flush = () => {
    if (text !== '') template.push(text);
    text = '';
  };
  while (at < phrase.length && !stops.includes(phrase.charAt(at))) {
    const character = phrase.charAt(at);
    const slot = character === '<' ? /^<([a-z][a-zA-Z0-9]*)>/.exec(phrase.slice(at, at + 40)) : null;
    if (character === '{') {
      flush();
      const choice = parseOptions(phrase, at + 1);
      template.push({ options: choice.options });
      at = choice.end;
    } else if (slot?.[1] !== undefined) {
      flush();
      template.push({ slot: slot[1] });
      at += slot[0].length;
    } else {
      text += character;
      at += 1;
    }
  }
  flush();
  return { template, end: at };
}

function parseOptions(phrase: string, start: number): { options: Template[]; end: number } {
  const options: Template[] = [];
  for (let at = start; ; ) {
    const option = parseUntil(phrase, at, '|}');
    options.push(option.template);
    if (option.end >= phrase.length) throw new Error(`Unbalanced braces in phrase: ${phrase}`);
    at = option.end + 1;
    if (phrase.charAt(option.end) === '}') return { options, end: at };
  }
}

/** Empty alternatives leave double spaces and spaces before punctuation behind, and questions a full stop. */
function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ([,.?!;:])/g, '$1')
    .replace(/([?!])\./g, '$1')
    .replace(/^[,. ]+/, '')
    .trim()
    .replace(/(^|[.?!] )([a-z])/g, (_match, before: string, letter: string) => before + letter.toUpperCase());
}

/** Ends a phrase that has no end: questions with a question mark, the rest with a full stop. */
export function asSentence(text: string): string {
  if (/[.?!,]$/.test(text)) return text;
  const lastClause = text.split(/(?<=[.?!]) /).at(-1) ?? text;
  return /^(?:how|what|when|where|why|which|is|are|am|was|were|do|does|can|could|would)\b/i.test(lastClause) ? `${text}?` : `${text}.`;
}

/** Non-empty lines of a block of text. */
export function linesOf(block: string): string[] {
  return block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
