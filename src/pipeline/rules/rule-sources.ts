import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
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
