import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { AppError } from '../domain/errors.ts';
import { type Workspace, workspaceSchema } from '../domain/workspace.ts';
import { type SettingDefinition, type SettingValue, settingCatalogue } from './setting-catalogue.ts';

/** One setting: what its file says, and what the server works by since it started. */
export interface Setting extends SettingDefinition {
  readonly value: SettingValue;
  readonly inForce: SettingValue;
  /** The file says nothing, so this is the default. */
  readonly isDefault: boolean;
}

export interface WorkspaceSettings {
  readonly file: string;
  /** Of the file's text: a change names the one that it was made on. */
  readonly mark: string;
  readonly settings: readonly Setting[];
  readonly sources: Workspace['sources'];
  readonly roster: Workspace['roster'];
  readonly reasons: readonly { readonly name: string; readonly examples: number }[];
}

export interface SettingChange {
  readonly path: string;
  readonly value: SettingValue;
  readonly mark: string;
}

/** What people see and change of `workspace.yaml`. */
export interface WorkspaceFile {
  read(): Promise<WorkspaceSettings>;
  /** Writes one value, keeping everything else of the file as it is, comments too. It is in force from the next start. */
  change(change: SettingChange): Promise<WorkspaceSettings>;
}

const fileName = 'workspace.yaml';

export function openWorkspaceFile(folder: string, inForce: Workspace): WorkspaceFile {
  const path = join(folder, fileName);
  const readText = async () => (existsSync(path) ? readFile(path, 'utf8') : '');
  const read = async () => settingsOf(await readText(), inForce);
  return {
    read,
    async change(change) {
      const before = await readText();
      if (markOf(before) !== change.mark) throw new AppError('changed', `${fileName} was changed since it was read.`);
      const after = withSetting(before, change);
      await writeWhole(path, after, async () => (await readText()) === before);
      return read();
    },
  };
}

function settingsOf(text: string, inForce: Workspace): WorkspaceSettings {
  const document = parseDocument(text);
  const parsed = workspaceSchema.safeParse(document.toJS() ?? {});
  const written: Workspace = parsed.success ? parsed.data : inForce;
  return {
    file: fileName,
    mark: markOf(text),
    settings: settingCatalogue.map((definition) => ({
      ...definition,
      value: valueAt(written, definition.path),
      inForce: valueAt(inForce, definition.path),
      isDefault: !document.hasIn(definition.path.split('.')),
    })),
    sources: inForce.sources,
    roster: inForce.roster,
    reasons: inForce.reasons.map(({ name, examples }) => ({ name, examples: examples.length })),
  };
}

/** The text with one value changed. Refused when the workspace could not be read any more. */
export function withSetting(text: string, { path, value }: Pick<SettingChange, 'path' | 'value'>): string {
  if (!settingCatalogue.some((definition) => definition.path === path)) {
    throw new AppError('bad-request', `${path} is not a setting that can be changed here.`);
  }
  const document = parseDocument(text);
  document.setIn(path.split('.'), value);
  const checked = workspaceSchema.safeParse(document.toJS() ?? {});
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new AppError('invalid-input', `${path}: ${issue?.message ?? 'is not valid'}`, { cause: checked.error });
  }
  return document.toString({ lineWidth: 0 });
}

function valueAt(workspace: Workspace, path: string): SettingValue {
  let at: unknown = workspace;
  for (const step of path.split('.')) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined;
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? at : '';
}

function markOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Whole or not at all, and only when nobody else has written meanwhile. */
async function writeWhole(path: string, text: string, isUnchanged: () => Promise<boolean>): Promise<void> {
  const temporary = `${path}.writing`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (!(await isUnchanged())) throw new AppError('changed', `${fileName} was changed while it was being written.`);
  await rename(temporary, path);
}
