import { writeFile } from 'node:fs/promises';
import { documentViews } from '../src/storage/clickhouse/reports/document-views.ts';

/** Writes docs/SQL.md; run after a change of the views that reports read. */
await writeFile(new URL('SQL.md', import.meta.url), documentViews());
