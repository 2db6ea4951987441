import { type MeasureDefinition, measureCatalogue } from './catalogue.ts';
import { gapReasons } from './measure-scope.ts';

const families: Readonly<Record<string, readonly string[]>> = {
  'On every channel': ['voice', 'chat', 'email', 'messaging'],
  Voice: ['voice'],
  'Chat, messaging, email': ['chat', 'email', 'messaging'],
  Email: ['email'],
};

/** docs/MEASURES.md, whole: the catalogue is its only source. */
export function documentMeasures(): string {
  const sections = Object.entries(families).map(([title, channels]) => {
    const own = measureCatalogue.filter((definition) => definition.channels.join() === channels.join());
    return [
      `## ${title}`,
      '',
      '| measure | unit | definition | left out | threshold |',
      '| --- | --- | --- | --- | --- |',
      ...own.map(row),
      '',
    ].join('\n');
  });
  const reasons = Object.entries(gapReasons).map(([reason, meaning]) => `| \`${reason}\` | ${meaning} |`);
  return [introduction, ...sections, '## Why a measure is unknown', '', '| reason | meaning |', '| --- | --- |', ...reasons, ''].join('\n');
}

const introduction = `# Measures

Generated from \`src/language/measures/catalogue.ts\` by \`node docs/write-measures.ts\`; a test fails when they differ.

Each measure is worked out for the whole contact and for each of its legs. Times are milliseconds, ratios run from 0 to 1,
percentiles interpolate between closest ranks. What cannot be known is \`null\` with a reason, never zero. Thresholds are the
\`measures:\` of \`workspace.yaml\`; peers disagree on nearly all of them, so they are shown here and may be changed.
Voice measures use word times where the transcript has them, else turn times. What analysers read out of the words (sentiment, effort,
politeness, empathy) is known for the whole contact only, and in the languages the analyser was measured on.
`;

function row({ name, roles, unit, formula, exclusions, threshold }: MeasureDefinition): string {
  const names = roles?.map((role) => `\`${name}.${role}\``) ?? [`\`${name}\``];
  const keys = threshold?.split(', ').map((key) => `\`${key}\``) ?? [];
  return `| ${names.join(' ')} | ${unit} | ${formula} | ${exclusions ?? ''} | ${keys.join(' ')} |`;
}
