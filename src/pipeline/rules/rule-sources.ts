import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import type { NamedText, RuleSources } from '../../rules/rule-set.ts';

/** Rules and lists of a workspace folder: every YAML file under `rules/` and `lists/`. */
export function readRuleSources(folder: string): RuleSources {
  return { rules: textsOf(folder, 'rules'), lists: textsOf(folder, 'lists') };
}

/** Changes when a rule or list file was changed, added or removed. */
export function markOfRuleFiles(folder: string): string {
  const paths = [...yamlFiles(folder, 'rules'), ...yamlFiles(folder, 'lists')];
  return paths
    .map((path) => {
      const { mtimeMs, size } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
      return `${path} ${mtimeMs} ${size}`;
    })
    .join('\n');
}

function textsOf(folder: string, kind: 'rules' | 'lists'): NamedText[] {
  return yamlFiles(folder, kind).map((path) => ({ file: relative(folder, path), text: readFileSync(path, 'utf8') }));
}

function yamlFiles(folder: string, kind: 'rules' | 'lists'): string[] {
  const root = join(folder, kind);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A rule file as the workspace names it; nothing outside `rules/` can be named. */
const ruleFileName = /^rules\/(?:[\w-][\w .-]*\/)*[\w-][\w .-]*\.ya?ml$/;

export function checkRuleFileName(file: string): void {
  if (!ruleFileName.test(file))
    throw new AppError('bad-request', 'A rule file is named like rules/service.yaml: letters, digits, hyphens, folders below rules/.');
}

/**
 * Writes a rule file whole or not at all. `before` is what the writer has read, null for a file that is new: if the file says
 * something else by now, somebody else is at work in it, and nothing is written.
 */
export async function writeRuleFile(
  folder: string,
  file: string,
  { before, after }: { readonly before: string | null; readonly after: string },
): Promise<void> {
  checkRuleFileName(file);
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.writing`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(after);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const now = existsSync(path) ? await readFile(path, 'utf8') : null;
  if (now !== before) throw new AppError('changed', `The file ${file} was changed while it was being written.`);
  await rename(temporary, path);
}
