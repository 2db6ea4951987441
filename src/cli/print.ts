/** Plain text for people. Control characters of transcripts never reach the terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal escapes in transcripts are exactly what must go.
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu, '·');
}

export function printLine(text = ''): void {
  process.stdout.write(`${printable(text)}\n`);
}

/** One JSON value on one line of stdout: the last line is what other programs read. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Columns wide enough for their longest cell; numbers to the right. */
export function printTable(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): void {
  const cells = rows.map((row) => row.map((cell) => printable(cell === null ? '–' : String(cell))));
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const numeric = head.map(
    (_title, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number' || row[column] === null),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  process.stdout.write(`${[head, ...cells].map(line).join('\n')}\n`);
}

/** `1:05` or `1:02:03` of milliseconds; `–` when unknown. */
export function clockTime(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, '0')}:${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** Progress for people, on stderr: one line rewritten on a terminal, a line every few seconds elsewhere. */
export function createProgress(): { show(text: string): void; end(): void } {
  const terminal = process.stderr.isTTY === true;
  let lastAt = 0;
  return {
    show(text) {
      const now = Date.now();
      if (now - lastAt < (terminal ? 100 : 5000)) return;
      lastAt = now;
      process.stderr.write(terminal ? `\r\u001b[2K${text}` : `${text}\n`);
    },
    end() {
      if (terminal && lastAt > 0) process.stderr.write('\r\u001b[2K');
    },
  };
}
