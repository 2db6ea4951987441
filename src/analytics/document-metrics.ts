import { dimensionNames } from './metric-query.ts';
import { defaultExclusions, metricFamilies, metrics } from './model.ts';

const intervals = {
  count: 'Byar’s interval of a count',
  share: 'Wilson, on the number of independent contacts that would vary as much (Korn and Graubard)',
  mean: 'Student’s t, on the spread between customers (ratio of sums, linearised), on the logarithm where nothing can be below zero',
} as const;

/** docs/METRICS.md, from the model itself. */
export function documentMetrics(): string {
  const rows = [...metrics.values()].map(
    ({ name, unit, formula, interval, direction }) => `| \`${name}\` | ${unit} | ${formula} | ${interval} | ${direction} |`,
  );
  return `# Metrics

Written by \`node docs/write-metrics.ts\` from \`src/analytics/model.ts\`, where each metric is declared once. Every value is a ratio of sums over contacts
that have what the formula needs; \`unknown\` counts those that have not. Below ten contacts (\`minimum\`) there is no value, only the count.

| metric | unit | formula | interval | higher is |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

Over a name of your own: ${metricFamilies.map((family) => `\`${family}:NAME\``).join(', ')}.

Intervals (95 %): ${Object.entries(intervals)
    .map(([name, what]) => `**${name}**: ${what}`)
    .join('; ')}. Contacts of one customer are not independent, so customers are counted, not
contacts; a contact without a customer is its own.

## Dimensions

${dimensionNames.map((name) => `\`${name}\``).join(', ')}. Days are calendar days where the contact happened; weeks begin on Monday. A contact with two agents or teams counts under each.

## Left out unless asked for

${defaultExclusions.map(({ reason }) => `\`${reason}\``).join(', ')}; a question takes one back in with \`"include": ["${defaultExclusions[0]?.reason ?? ''}"]\`. Every result says how many were left out and why.
`;
}
