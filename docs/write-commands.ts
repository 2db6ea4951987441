import { writeFileSync } from 'node:fs';
import { commandReference } from '../src/cli/command-reference.ts';

writeFileSync('docs/COMMANDS.md', commandReference());
