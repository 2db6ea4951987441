import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { AppError } from '../domain/errors.ts';
import { type Workspace, workspaceSchema } from '../domain/workspace.ts';

const fileName = 'workspace.yaml';

/** Reads `workspace.yaml`; a folder without one is an empty workspace with every default. */
export async function loadWorkspace(folder: string): Promise<Workspace> {
  const path = join(folder, fileName);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new AppError('bad-workspace', `${path} cannot be read`, { cause: error });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const mistake = document.errors[0];
  if (mistake) throw new AppError('bad-workspace', `${path}: ${mistake.message}`);
  const parsed = workspaceSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = placeOf(document, issue?.path ?? [], lines);
  throw new AppError('bad-workspace', `${path}${place}: ${issue?.path.join('.')}: ${issue?.message}`);
}

function placeOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[], lines: LineCounter): string {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length) as (string | number)[], true);
    if (node !== null && typeof node === 'object' && 'range' in node && Array.isArray(node.range)) {
      const { line, col } = lines.linePos(node.range[0]);
      return `:${line}:${col}`;
    }
  }
  return '';
}
