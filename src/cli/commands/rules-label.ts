import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { AppError } from '../../domain/errors.ts';
import type { Interaction } from '../../domain/interaction.ts';
import { type Judgement, judgements, type LabelDraw, type RuleLabel } from '../../domain/rule-label.ts';
import type { Reply } from '../../http/contract/routes.ts';
import type { Likeness } from '../../rules/likeness.ts';
import { type CliEnvironment, type Connection, type DataOptions, queryString } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { judgeByHand } from '../label-dialog.ts';
import { printJson, printLine } from '../print.ts';
import { printMeasure } from '../print-measure.ts';
import { wholeNumber } from '../whole-number.ts';
import { labelledElsewhere } from './labelled-elsewhere.ts';
import { loadRuleSet } from './rules-workspace.ts';

interface LabelOptions extends DataOptions {
  readonly n: string;
  readonly seed: string;
  readonly since?: string;
  readonly until?: string;
  readonly answers?: string;
  readonly json?: boolean;
}

interface MeasureOptions extends DataOptions {
  readonly since?: string;
  readonly file?: string;
  readonly json?: boolean;
}

/** `rules label` and `rules measure`: how good a rule is, by what a person says of drawn conversations. */
export function ruleLabelCommands(rules: Command, environment: CliEnvironment): void {
  withDataOptions(rules.command('label'))
    .description('Draw conversations that a rule finds, nearly finds and does not find, and judge them.')
    .argument('<id>', 'a rule of the workspace')
    .option('--n <count>', 'conversations in all; a larger number later draws these and more', '20')
    .option('--seed <n>', 'another seed draws other conversations', '1')
    .option('--since <day>', 'only conversations that started then or later (ISO 8601)')
    .option('--until <day>', 'only conversations that started before (ISO 8601)')
    .option('--json', 'only draw, and print the draw as JSON on the last line')
    .option('--answers <file>', 'take judgements from JSON Lines of {"interaction","judgement":"yes|no|skip"}, then print the measure')
    .action(async (id: string, options: LabelOptions) => connected(environment, options, (connection) => label(connection, id, options)));
  withDataOptions(rules.command('measure'))
    .description('Precision, recall and the rate with its errors taken out, with intervals, from what was judged.')
    .argument('<id>', 'a rule of the workspace')
    .option(
      '--since <day>',
      'where recent findings begin for the decay alarm (ISO 8601); otherwise when the rule was published, or first judged',
    )
    .option('--file <conversations>', 'correct the rate by conversations labelled elsewhere: JSONL, each with "truth": true or false')
    .option('--json', 'as JSON on the last line')
    .action(async (id: string, options: MeasureOptions) =>
      connected(environment, options, async (connection) =>
        measure(connection, id, { ...options, likeness: await environment.likeness(options.workspace) }),
      ),
    );
}

async function connected(
  environment: CliEnvironment,
  options: DataOptions,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  const connection = await environment.connect({ data: options.data, workspace: options.workspace });
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}

function ruleRoute(id: string): string {
  return `/v1/rules/${encodeURIComponent(id)}`;
}

async function label(connection: Connection, id: string, options: LabelOptions): Promise<void> {
  const { since: from, until: to } = options;
  const request = { n: wholeNumber(options.n, '--n'), seed: wholeNumber(options.seed, '--seed'), from, to };
  if (options.answers !== undefined) return takeAnswers(connection, id, options.answers);
  const draw = await connection.request<LabelDraw>('POST', `${ruleRoute(id)}/draws`, request);
  if (options.json) return printJson(draw);
  if (draw.items.length === 0) throw new AppError('not-found', `There is no conversation on which rule ${id} can be judged.`);
  await askForAll(connection, draw, options);
  await measure(connection, id, options.since === undefined ? options : { ...options, since: undefined });
}

async function askForAll(connection: Connection, draw: LabelDraw, options: LabelOptions): Promise<void> {
  const route = `${ruleRoute(draw.rule)}/labels`;
  const { items: labels } = await connection.request<{ items: readonly RuleLabel[] }>('GET', route);
  const judged = new Set(labels.map(({ interaction }) => interaction));
  const open = draw.items.filter(({ interaction }) => !judged.has(interaction));
  printLine(`${draw.items.length} conversations drawn, ${draw.items.length - open.length} judged already.`);
  const reader = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY });
  const lines = reader[Symbol.asyncIterator]();
  try {
    await judgeByHand({
      items: open,
      question: questionFor(draw.rule, options.workspace),
      show: printLine,
      async ask(prompt) {
        process.stdout.write(prompt);
        const { value, done } = await lines.next();
        return done === true ? null : value;
      },
      read: (interaction) => connection.request<Interaction>('GET', `/v1/interactions/${encodeURIComponent(interaction)}`),
      save: async (interaction, judgement) => void (await connection.request('POST', route, { judgements: [{ interaction, judgement }] })),
      undo: async (interaction) => void (await connection.request('DELETE', `${route}/${encodeURIComponent(interaction)}`)),
    });
  } finally {
    reader.close();
  }
}

/** A case is what makes the rule fire: for `require` that it is missing. */
function questionFor(id: string, workspace: string): string {
  const rule = loadRuleSet(workspace).rules.find((located) => located.rule.id === id)?.rule;
  if (rule === undefined) return `Is this ${id}?`;
  return rule.manner === 'detect' ? `Is this "${rule.name}"?` : `Is "${rule.name}" missing here?`;
}

async function takeAnswers(connection: Connection, id: string, file: string): Promise<void> {
  const answers = await readAnswers(file);
  for (let at = 0; at < answers.length; at += 500)
    await connection.request('POST', `${ruleRoute(id)}/labels`, { judgements: answers.slice(at, at + 500) });
  printJson(await connection.request<Reply<'GET /v1/rules/{id}/measure'>>('GET', `${ruleRoute(id)}/measure`));
}

async function readAnswers(file: string): Promise<{ interaction: string; judgement: Judgement }[]> {
  if (!existsSync(file)) throw new AppError('not-found', `there is no file ${file}`);
  const answers: { interaction: string; judgement: Judgement }[] = [];
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() !== '') answers.push(answerOf(line, `${file}:${number}`));
  }
  return answers;
}

function answerOf(line: string, place: string): { interaction: string; judgement: Judgement } {
  const wrong = new AppError('bad-usage', `${place}: expected {"interaction":"…","judgement":"yes|no|skip"}`);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw wrong;
  }
  const { interaction, judgement } = (value ?? {}) as { interaction?: unknown; judgement?: unknown };
  const known = judgements.find((one) => one === judgement);
  if (typeof interaction !== 'string' || known === undefined) throw wrong;
  return { interaction, judgement: known };
}

async function measure(connection: Connection, id: string, options: MeasureOptions & { readonly likeness?: Likeness }): Promise<void> {
  const path = `${ruleRoute(id)}/measure${queryString({ since: options.since })}`;
  const measured = await connection.request<Reply<'GET /v1/rules/{id}/measure'>>('GET', path);
  const elsewhere =
    options.file === undefined
      ? null
      : await labelledElsewhere(id, measured, { file: options.file, set: loadRuleSet(options.workspace, options.likeness) });
  if (options.json) printJson({ ...measured, ...(elsewhere && { elsewhere }) });
  else printMeasure(measured, elsewhere);
}
