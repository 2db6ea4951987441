import type { Command } from 'commander';
import type { AuditRow } from '../../domain/audit.ts';
import type { AuditVerdict } from '../../storage/access-records.ts';
import { type CliEnvironment, type DataOptions, queryString } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { withConnection } from '../with-connection.ts';

interface ListOptions extends DataOptions {
  readonly actor?: string;
  readonly subject?: string;
  readonly action?: string;
  readonly limit: string;
  readonly json?: boolean;
}

type NamedRow = AuditRow & { readonly actorName: string | null; readonly subjectName: string | null };

/** Who saw which conversation, and whether the record of it is whole. */
export function auditCommand(program: Command, environment: CliEnvironment): void {
  const audit = program.command('audit').description('The record of who saw which conversation, and who changed what people may see.');
  withDataOptions(audit.command('list'))
    .description('Rows of the audit log, newest first.')
    .option('--subject <id>', 'of one conversation, account or key')
    .option('--actor <actor>', 'by one actor: account:ID, key:ID, machine or local')
    .option('--action <action>', 'open, media, export, unredacted, sign-in, account-add, account-change, key-add, key-revoke')
    .option('--limit <n>', 'rows', '50')
    .option('--json', 'as JSON')
    .action(({ actor, subject, action, limit, json, ...options }: ListOptions) =>
      withConnection(environment, options, async (connection) => {
        const query = queryString({ actor, subject, action, limit });
        const { items } = await connection.request<{ items: readonly NamedRow[] }>('GET', `/v1/audit${query}`);
        if (json) return printJson(items);
        if (items.length === 0) return printLine('Nothing is on record.');
        printTable(
          ['row', 'at', 'who', 'did', 'to', 'detail'],
          items.map((row) => [
            ...[row.sequence, row.at.slice(0, 19).replace('T', ' '), row.actorName ?? row.actor, row.action],
            ...[row.subjectName ?? row.subject, row.detail],
          ]),
        );
      }),
    );
  withDataOptions(audit.command('verify'))
    .description('Compute the chain of hashes again; exit 1 and the first broken row when it is not what was written.')
    .option('--head <hash>', 'a hash that was noted before, and must still be there')
    .option('--json', 'as JSON')
    .action(({ head, json, ...options }: DataOptions & { head?: string; json?: boolean }) =>
      withConnection(environment, options, async (connection) => {
        const verdict = await connection.request<AuditVerdict>('GET', `/v1/audit/verify${queryString({ head })}`);
        if (!verdict.intact) process.exitCode = 1;
        if (json) printJson(verdict);
        else printLine(verdictText(verdict));
      }),
    );
}

function verdictText(verdict: AuditVerdict): string {
  if (verdict.intact) {
    return `${verdict.rows} rows, none changed and none missing. Note this elsewhere, and later ask for it with --head: ${verdict.head}`;
  }
  const what = verdict.reason === 'changed' ? 'is not what was written' : 'is missing';
  return `Row ${verdict.brokenAt} ${what}; the ${verdict.rows} rows before it are as they were written.`;
}
