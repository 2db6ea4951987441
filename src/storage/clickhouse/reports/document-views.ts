import { confinedLimits } from '../confined-reader.ts';
import { allowedFunctions } from './allowed-functions.ts';
import { reportViews } from './report-views.ts';

/** docs/SQL.md, from the views themselves. */
export function documentViews(): string {
  const { rows, bytes, seconds, memoryBytes, waiting } = confinedLimits;
  return `# SQL

Written by \`node docs/write-sql.ts\` from \`src/storage/clickhouse/reports/\`. One \`SELECT\` (or \`WITH … SELECT\`) over the views below, in ClickHouse's dialect:

    ./earshot sql 'SELECT queue, count() FROM v_interactions GROUP BY queue'
    ./earshot sql '…' --format parquet --out result.parquet
    curl -d '{"statement": "SELECT …", "format": "csv"}' -H 'content-type: application/json' "$API/v1/sql"

\`./earshot export --format parquet --out FOLDER\` writes the base tables whole; \`--table NAME\` (the view's name without \`v_\`) one of them, also as CSV or JSON lines.

Everything is redacted: \`v_turns.text\` is the text that the page shows, and no view holds an original. Times are UTC (\`DateTime64(3, 'UTC')\`, in Parquet
timestamps of milliseconds with a zone), days are calendar days of the contact's own source, durations are milliseconds. 64-bit integers are strings in JSON.
In CSV a text that a spreadsheet would run as a formula begins with an apostrophe.

## What is refused

A statement passes three gates. Its spelling: no backslash, \`;\`, \`{}\`, \`$\`, \`@\`, \`#\`, nothing outside ASCII but inside quotes, and none of INTO, OUTFILE, FORMAT, SETTINGS,
EXPLAIN as a bare word. Its tree, as the engine itself parses it: only nodes of a SELECT, only the views below and subqueries named by WITH, only the functions below; no
table functions, no \`IN name\` (write \`IN (SELECT …)\`). And the connection that it runs on: read-only, of its own, in a database that holds the views and nothing else.

Limits: ${rows.toLocaleString('en')} rows and ${bytes / 2 ** 20} MiB of result, ${seconds} seconds, ${memoryBytes / 2 ** 20} MiB of memory, one statement at a time with ${waiting - 1} waiting.

## Views

${reportViews.map(({ name, what, columns }) => `### ${name}\n\n${what}\n\n| column | type | what it is |\n| --- | --- | --- |\n${columns.map((column) => `| \`${column.name}\` | \`${column.type}\` | ${column.what} |`).join('\n')}\n`).join('\n')}
## Functions

In lower case; SQL writes them in any. Aggregates may end in \`If\`, \`Distinct\`, \`OrNull\`, \`OrDefault\`, \`Array\`, \`Map\`.

${[...allowedFunctions]
  .toSorted()
  .map((name) => `\`${name}\``)
  .join(' ')}
`;
}
