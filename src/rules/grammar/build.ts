import { readFileSync, writeFileSync } from 'node:fs';
import { buildParserFile } from '@lezer/generator';

/** `node src/rules/grammar/build.ts` writes the parser from the grammar; a test fails when the committed one is stale. */
export function generateParser(): string {
  const grammar = readFileSync(new URL('./rules.grammar', import.meta.url), 'utf8');
  const { parser } = buildParserFile(grammar, { fileName: 'rules.grammar', moduleStyle: 'es', typeScript: true, includeNames: true });
  return parser;
}

if (import.meta.main) writeFileSync(new URL('./parser.generated.ts', import.meta.url), generateParser());
