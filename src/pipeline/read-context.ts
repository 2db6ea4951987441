import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ReadContext } from '../capture/read-source.ts';
import { AppError } from '../domain/errors.ts';
import type { Workspace } from '../domain/workspace.ts';

const msPerHour = 3_600_000;

/** How the files of one source are to be read, as the workspace says. */
export async function readContextOf(source: string, workspace: Workspace, folder: string): Promise<ReadContext> {
  const settings = workspace.sources[source] ?? {};
  return {
    ...(settings.format ? { format: settings.format } : {}),
    ...(settings.mapping ? { mapping: await readMapping(join(folder, settings.mapping)) } : {}),
    ...(settings.channelRoles ? { channelRoles: settings.channelRoles } : {}),
    timeZone: settings.timeZone ?? workspace.timeZone,
    sessionIdleMs: workspace.sessionIdleHours.messaging * msPerHour,
    emailIdleMs: workspace.sessionIdleHours.email * msPerHour,
  };
}

/** A mapping file: YAML, column → field. */
export async function readMapping(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new AppError('bad-workspace', `the mapping file ${path} cannot be read`, { cause: error });
  });
  try {
    return parse(text);
  } catch (error) {
    throw new AppError('bad-workspace', `the mapping file ${path} is not valid YAML`, { cause: error });
  }
}
