import ts from 'typescript';
import { isSpec, lineOf, walkAst } from './tree.js';
import type { Finding, SourceFile, Tree } from './tree.js';

export const MAX_FUNCTION_LINES = 70;
export const MAX_FILE_LINES = 400;

/** What is too long today, with its length; it may only shrink. */
export interface Debt {
  /** By `path#name`. */
  readonly functions: Readonly<Record<string, number>>;
  /** By path. */
  readonly files: Readonly<Record<string, number>>;
}

/** What is too long now. */
export function measure(tree: Tree): Debt {
  const functions: Record<string, number> = {};
  const files: Record<string, number> = {};
  for (const source of tree.sources) {
    const lines = source.text.trimEnd().split('\n').length;
    if (lines > MAX_FILE_LINES) files[source.path] = lines;
    for (const [name, length] of longFunctions(source)) functions[`${source.path}#${name}`] = length;
  }
  return { functions, files };
}

/** Where `now` and the list of old debts differ: new ones, grown ones, and paid ones that are still listed. */
export function compareDebt(now: Debt, listed: Debt): Finding[] {
  return [...compare('functions', now.functions, listed.functions), ...compare('files', now.files, listed.files)];
}

function compare(kind: string, now: Debt['files'], listed: Debt['files']): Finding[] {
  const found: Finding[] = [];
  const report = (where: string, what: string): void => {
    found.push({ rule: `long-${kind}`, where, what });
  };
  for (const [where, lines] of Object.entries(now)) {
    const before = listed[where];
    if (before === undefined) report(where, `has ${lines} lines and is not an old debt: split it`);
    else if (lines > before) report(where, `has grown from ${before} to ${lines} lines`);
    else if (lines < before) report(where, `has shrunk to ${lines} lines: write that into tidy-debt.json`);
  }
  for (const where of Object.keys(listed)) {
    if (now[where] === undefined) report(where, 'is not too long any more: take it off tidy-debt.json');
  }
  return found;
}

function longFunctions(source: SourceFile): [string, number][] {
  const found: [string, number][] = [];
  walkAst(source.ast, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    if (isSpec(source.path) && groupsTests(node)) return;
    const lines = source.ast.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - lineOf(source, node);
    if (lines > MAX_FUNCTION_LINES) found.push([functionName(node), lines]);
  });
  return found;
}

/** The function given to `describe` is a chapter, not a function. */
function groupsTests(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

function functionName(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return node.name.getText();
  const parent = node.parent;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    return parent.name.getText();
  }
  if (ts.isCallExpression(parent)) return `${parent.expression.getText().split('\n')[0] ?? ''}()`;
  return ts.isConstructorDeclaration(node) ? 'constructor' : 'anonymous';
}
