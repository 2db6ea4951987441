const newline = 10;
const from = Buffer.from('From ');

/**
 * The mails of an mbox file as bytes, each in its own encoding. A mail begins at `From ` at the start of a line after
 * an empty one; `>From ` in a body is unescaped.
 */
export function splitMailbox(bytes: Buffer): Buffer[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) {
    if (at === 0 || (bytes[at - 1] === newline && endsEmptyLine(bytes, at - 1))) starts.push(at);
  }
  return starts.map((start, index) => {
    const content = bytes.indexOf(newline, start) + 1;
    return unescapeFrom(bytes.subarray(content === 0 ? bytes.length : content, starts[index + 1] ?? bytes.length));
  });
}

function endsEmptyLine(bytes: Buffer, at: number): boolean {
  const before = bytes[at - 1] === 13 ? at - 2 : at - 1;
  return before < 0 || bytes[before] === newline;
}

function unescapeFrom(mail: Buffer): Buffer {
  if (!mail.includes('\n>From ') && !mail.includes('\n>>From ')) return mail;
  return Buffer.from(mail.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1');
}
