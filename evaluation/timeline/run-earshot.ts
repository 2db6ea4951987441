import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../earshot', import.meta.url));
const workspace = fileURLToPath(new URL('../workspaces/timeline', import.meta.url));

/** Runs the product as its users do, on a data folder of its own; gives its lines of output. */
export async function runEarshot(data: string, ...words: readonly string[]): Promise<readonly string[]> {
  const child = spawn(launcher, [...words, '--data', data, '--workspace', workspace], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, complaints] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  const code = child.exitCode ?? (await new Promise<number | null>((resolve) => child.once('close', resolve)));
  if (code !== 0) throw new Error(`earshot ${words.join(' ')} ended with ${code}: ${complaints.slice(-2000)}`);
  return output.split('\n').filter((line) => line !== '');
}

/** The corpus's id of each of ours. */
export async function readExternalIds(data: string): Promise<Map<string, string>> {
  const lines = await runEarshot(data, 'export', '--format', 'jsonl');
  return new Map(
    lines.map((line) => {
      const { id, externalId } = JSON.parse(line) as { id: string; externalId: string };
      return [id, externalId];
    }),
  );
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
