import type { Command } from 'commander';
import type { FileProblem } from '../../rules/rule-file.ts';
import { runRuleTests } from '../../rules/rule-set.ts';
import type { CliEnvironment } from '../connection.ts';
import { printJson, printLine } from '../print.ts';
import { ruleConvertCommand } from './rules-convert.ts';
import { ruleCoverageCommand } from './rules-coverage.ts';
import { ruleDiffCommand } from './rules-diff.ts';
import { ruleEvalCommand } from './rules-eval.ts';
import { ruleLabelCommands } from './rules-label.ts';
import { ruleNoiseCommand } from './rules-noise.ts';
import { rulePublishCommands } from './rules-publish.ts';
import { ruleStoreCommands } from './rules-try.ts';
import { loadRuleSet } from './rules-workspace.ts';

interface WorkspaceOptions {
  readonly workspace: string;
  readonly json?: boolean;
}

/** `earshot rules …`: write, test and run rules. */
export function rulesCommand(program: Command, environment: CliEnvironment): void {
  const rules = program.command('rules').description('Check, test and run rules.');
  workspaceCommand(rules, 'check', 'Compile every rule of the workspace and say what is wrong, with line and column.').action(check);
  workspaceCommand(rules, 'test', 'Run the tests written beside the rules.').action((options: WorkspaceOptions) =>
    test(options, environment),
  );
  ruleEvalCommand(rules, environment);
  ruleStoreCommands(rules, environment);
  ruleDiffCommand(rules, environment);
  ruleCoverageCommand(rules, environment);
  rulePublishCommands(rules, environment);
  ruleLabelCommands(rules, environment);
  ruleNoiseCommand(rules, environment);
  ruleConvertCommand(rules);
}

function workspaceCommand(rules: Command, name: string, description: string): Command {
  return rules
    .command(name)
    .description(description)
    .option('--workspace <folder>', 'workspace folder', process.env.EARSHOT_WORKSPACE ?? './workspace')
    .option('--json', 'print the result as JSON on the last line');
}

function check(options: WorkspaceOptions): void {
  const set = loadRuleSet(options.workspace);
  for (const problem of set.problems) printProblem(problem);
  const failed = set.problems.filter((problem) => problem.severity === 'error').length;
  const tests = set.rules.reduce((sum, rule) => sum + rule.tests.length, 0);
  finish({ rules: set.rules.length, tests, failed }, options);
}

async function test(options: WorkspaceOptions, environment: CliEnvironment): Promise<void> {
  const set = loadRuleSet(options.workspace, await environment.likeness(options.workspace));
  const errors = set.problems.filter((problem) => problem.severity === 'error');
  for (const problem of errors) printProblem(problem);
  const results = runRuleTests(set);
  for (const { file, test: own, rule, actual, passed } of results) {
    if (!passed) printLine(`${file}:${own.line}: ${rule}: ${own.name}: expected ${own.expect}, got ${actual}`);
  }
  const failed = errors.length + results.filter((result) => !result.passed).length;
  finish({ rules: set.rules.length, tests: results.length, failed }, options);
}

function finish(summary: { rules: number; tests: number; failed: number }, options: WorkspaceOptions): void {
  if (options.json) printJson(summary);
  else printLine(`${summary.rules} rules, ${summary.tests} tests, ${summary.failed} failed`);
  if (summary.failed > 0) process.exitCode = 1;
}

function printProblem({ file, line, column, severity, message, suggestion }: FileProblem): void {
  printLine(`${file}:${line}:${column}: ${severity}: ${message}${suggestion === undefined ? '' : ` (try: ${suggestion})`}`);
}
