import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { contactReasonsSchema } from '../domain/contact-reasons.ts';
import { AppError } from '../domain/errors.ts';
import { type Workspace, workspaceSchema } from '../domain/workspace.ts';

/**
 * Reads `workspace.yaml`, and `reasons.yaml` beside it; a folder without them is an empty workspace with every default.
 */
export async function loadWorkspace(folder: string): Promise<Workspace> {
  const workspace = await readYaml(join(folder, 'workspace.yaml'), workspaceSchema);
  const { reasons } = await readYaml(join(folder, 'reasons.yaml'), contactReasonsSchema);
  return reasons.length > 0 ? { ...workspace, reasons } : workspace;
}

async function readYaml<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new AppError('bad-workspace', `${path} cannot be read`, { cause: error });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const mistake = document.errors[0];
  if (mistake) throw new AppError('bad-workspace', `${path}: ${mistake.message}`);
  const parsed = schema.safeParse(document.toJS() ?? {});
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
