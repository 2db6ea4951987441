import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const launcher = resolve(dirname(fileURLToPath(import.meta.url)), '../../earshot');

export interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Site {
  readonly folder: string;
  /** Runs one command as a user would. */
  run(...args: string[]): Promise<Answer>;
  /** The same with a text on its standard input. */
  runWithInput(input: string, ...args: string[]): Promise<Answer>;
  /** The last line of stdout of a command with `--json`. */
  json<Value>(...args: string[]): Promise<Value>;
  /** Starts a command and gives its process, for servers and for what is to be killed. */
  start(...args: string[]): ChildProcess;
  write(name: string, content: string | Uint8Array): Promise<string>;
  remove(): Promise<void>;
}

/** A site of its own in a temporary folder: data, workspace, and files to read. */
export async function createSite(workspace = ''): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-site-'));
  await writeFile(join(folder, 'workspace.yaml'), workspace);
  const environment = { ...process.env, EARSHOT_DATA: join(folder, 'data'), EARSHOT_WORKSPACE: folder };
  const place = { cwd: folder, env: environment };
  const start = (...args: string[]) => spawn(launcher, args, { ...place, stdio: ['ignore', 'pipe', 'pipe'] });
  const run = (...args: string[]) => answerOf(start(...args));
  return {
    folder,
    run,
    start,
    runWithInput(input, ...args) {
      const command = spawn(launcher, args, place);
      command.stdin.end(input);
      return answerOf(command);
    },
    async json<Value>(...args: string[]): Promise<Value> {
      const { stdout, stderr } = await run(...args, '--json');
      const last = stdout.trim().split('\n').at(-1) ?? '';
      try {
        return JSON.parse(last) as Value;
      } catch {
        throw new Error(`earshot ${args.join(' ')} printed no JSON: ${stdout}${stderr}`);
      }
    },
    async write(name, content) {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function answerOf(command: ChildProcess): Promise<Answer> {
  const output = { stdout: '', stderr: '' };
  command.stdout?.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  command.stderr?.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  const [code] = (await once(command, 'close')) as [number | null];
  return { code, ...output };
}

export interface IngestAnswer {
  readonly captured: number;
  readonly updated: number;
  readonly duplicate: number;
  readonly parked: number;
  readonly failed: number;
  readonly seconds: number;
}

/** The counts without the seconds, for comparing. */
export function countsOf({ captured, updated, duplicate, parked, failed }: IngestAnswer): Omit<IngestAnswer, 'seconds'> {
  return { captured, updated, duplicate, parked, failed };
}
