import { AppError } from '../domain/errors.ts';

const [enter, newline, backspace, del, interrupt, endOfInput] = ['\r', '\n', '\b', '\u007f', '\u0003', '\u0004'];

/**
 * A password that nobody else sees: typed twice without echo on a terminal, else the first line of standard input. Never an argument,
 * which every process of the machine and the history of the shell would know.
 */
export async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) return readFirstLine();
  const password = await typeUnseen('Password: ');
  if ((await typeUnseen('Once more: ')) !== password) throw new AppError('bad-usage', 'The two passwords differ; nothing was changed.');
  return password;
}

async function readFirstLine(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += chunk;
    if (text.includes('\n') || text.length > 10_000) break;
  }
  const [line = ''] = text.split(/\r?\n/, 1);
  if (line === '') throw new AppError('bad-usage', 'A password is read from standard input, and there was none.');
  return line;
}

async function typeUnseen(prompt: string): Promise<string> {
  process.stderr.write(prompt);
  process.stdin.setRawMode(true);
  try {
    let typed = '';
    for await (const sign of signs()) {
      if (sign === enter || sign === newline || sign === endOfInput) break;
      if (sign === interrupt) throw new AppError('bad-usage', 'Interrupted; nothing was changed.');
      typed = sign === backspace || sign === del ? [...typed].slice(0, -1).join('') : typed + sign;
    }
    return typed;
  } finally {
    process.stdin.setRawMode(false);
    process.stdin.pause();
    process.stderr.write('\n');
  }
}

/** Leaves the input open for whoever reads next. */
async function* signs(): AsyncGenerator<string> {
  for await (const chunk of process.stdin.setEncoding('utf8').iterator({ destroyOnReturn: false })) yield* [...String(chunk)];
}
