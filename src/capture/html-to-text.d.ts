/** The package brings no types. Only what is used here. */
declare module 'html-to-text' {
  export function convert(
    html: string,
    options?: { wordwrap?: false; limits?: { maxInputLength?: number; maxDepth?: number }; selectors?: readonly object[] },
  ): string;
}
