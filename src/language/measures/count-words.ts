const letter = /[\p{L}\p{N}]/u;

/** Words parted by white space that hold a letter or a digit; a redaction token is one word. */
export function countWords(text: string): number {
  let words = 0;
  let inWord = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const isSpace = code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
    if (isSpace) inWord = false;
    else if (!inWord && (isAsciiWord(code) || (code > 127 && letter.test(text[index] ?? '')))) {
      inWord = true;
      words++;
    }
  }
  return words;
}

function isAsciiWord(code: number): boolean {
  const lower = code | 32;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 122);
}
