import ts from 'typescript';
import { isCore, isSpec, lineOf, walkAst } from './tree.js';
import type { Finding, SourceFile, Tree } from './tree.js';

/** The clock, chance and the process: a core gets them as arguments or gives effects, or it cannot be replayed. */
const IMPURE_GLOBALS = new Set([
  'process',
  'performance',
  'crypto',
  'fetch',
  'console',
  'globalThis',
  'global',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'queueMicrotask',
]);

export function findInCode(tree: Tree, owners: Readonly<Record<string, string>>): Finding[] {
  return tree.sources.flatMap((source) => [
    ...(isCore(source.path) ? impurities(source) : []),
    ...badWords(source),
    ...(source.path.startsWith('src/') && !isSpec(source.path) ? foreignTables(source, owners) : []),
  ]);
}

function impurities(source: SourceFile): Finding[] {
  const found: Finding[] = [];
  const report = (node: ts.Node): void => {
    found.push({
      rule: 'core-is-pure',
      where: `${source.path}:${lineOf(source, node)}`,
      what: node.getText(source.ast),
    });
  };
  walkAst(source.ast, (node) => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date') report(node);
    if (ts.isCallExpression(node) && node.expression.getText() === 'Date') report(node);
    if (ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random)$/.test(node.getText())) report(node);
    if (ts.isIdentifier(node) && IMPURE_GLOBALS.has(node.text) && standsAlone(node)) report(node);
  });
  return found;
}

/** True for a use of a global, false for a property, a member or a key that merely has the same name. */
function standsAlone(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return !(
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isQualifiedName(parent)
  );
}

function badWords(source: SourceFile): Finding[] {
  const found: Finding[] = [];
  const report = (rule: string, node: ts.Node, what: string): void => {
    found.push({ rule, where: `${source.path}:${lineOf(source, node)}`, what });
  };
  walkAst(source.ast, (node) => {
    if (ts.isIdentifier(node) && node.text === 'forwardRef') report('no-forward-ref', node, 'forwardRef');
    if (node.kind === ts.SyntaxKind.AnyKeyword && inSignature(node))
      report('no-any-in-signature', node, signature(node));
    if (ts.isClassDeclaration(node)) badClass(node, (rule, what) => report(rule, node, what));
    if ((ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) && /^I[A-Z][a-z]/.test(node.name.text)) {
      report('no-i-prefix', node, node.name.text);
    }
  });
  return found;
}

function badClass(node: ts.ClassDeclaration, report: (rule: string, what: string) => void): void {
  const name = node.name?.text ?? '';
  const parent = node.heritageClauses
    ?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)
    ?.types[0]?.expression.getText();
  const abstractService =
    /(Service|Repository|Controller)$/.test(name) &&
    node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AbstractKeyword) === true;
  const inherits =
    parent !== undefined &&
    (/(Service|Repository|Controller)$/.test(parent) || /(Service|Repository|Controller)$/.test(name));
  if (abstractService || inherits) report('no-base-service', `${name} extends ${parent ?? 'nothing, but is abstract'}`);
  if (/^I[A-Z][a-z]/.test(name)) report('no-i-prefix', name);
  if (/(Manager|Helper|Utils?)$/.test(name)) report('no-catch-all-names', name);
}

function inSignature(node: ts.Node): boolean {
  return signatureAround(node) !== undefined;
}

function signature(node: ts.Node): string {
  return signatureAround(node)?.getText().split('\n')[0]?.slice(0, 100) ?? '';
}

/** The parameter or function that `node` types, if it does: a variable inside a body is ESLint's concern. */
function signatureAround(node: ts.Node): ts.Node | undefined {
  for (let at = node.parent; !ts.isSourceFile(at) && !ts.isBlock(at); at = at.parent) {
    if (ts.isParameter(at) || ts.isFunctionLike(at) || ts.isPropertySignature(at) || ts.isPropertyDeclaration(at))
      return at;
  }
  return undefined;
}

/** Tables by their schema, and tables that SQL names without one. */
const QUALIFIED = /\b(config|facts|work|live|access)\.([a-z][a-z0-9_]*)\b/g;
const UNQUALIFIED = /\b(?:FROM|JOIN|INTO|UPDATE)\s+"?([a-z][a-z0-9_]*)"?(?![a-z0-9_."(])/gi;

/** platform/database makes and fills all tables; everybody else touches the own room's only. */
function foreignTables(source: SourceFile, owners: Readonly<Record<string, string>>): Finding[] {
  if (source.path.startsWith('src/platform/database/')) return [];
  const room = source.path.split('/')[1] ?? '';
  const byBareName = new Map(Object.keys(owners).map((table) => [table.split('.')[1] ?? '', table]));
  const found: Finding[] = [];
  const check = (table: string, node: ts.Node): void => {
    const owner = owners[table];
    if (owner === room) return;
    const what = owner === undefined ? `${table} has no owner in tables.json` : `${table} is ${owner}'s`;
    found.push({ rule: 'own-tables-only', where: `${source.path}:${lineOf(source, node)}`, what });
  };
  walkAst(source.ast, (node) => {
    if (ts.isDecorator(node) && node.getText().startsWith('@Entity')) {
      const table = entityTable(node.getText());
      if (table !== undefined) check(table, node);
      return;
    }
    if (!isText(node) || enclosingDecorator(node).startsWith('@Entity')) return;
    const text = node.getText(source.ast);
    const named = owners[text.slice(1, -1)] === undefined ? undefined : text.slice(1, -1);
    if (named !== undefined) check(named, node);
    if (!isSql(text)) return;
    for (const [, schema, name] of text.matchAll(QUALIFIED)) check(`${schema ?? ''}.${name ?? ''}`, node);
    for (const [, name] of text.matchAll(UNQUALIFIED)) {
      const table = byBareName.get(name ?? '');
      if (table !== undefined) check(table, node);
    }
  });
  return found;
}

/** Template heads, middles and tails are looked at through their template as a whole. */
function isText(node: ts.Node): boolean {
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);
}

/** English words of SQL; a text with a dot in it (`config.changed`) is not SQL for that alone. */
function isSql(text: string): boolean {
  return /\b(SELECT|INSERT|UPDATE|DELETE|TRUNCATE|COPY|MERGE|LOCK|FROM|JOIN|INTO)\b/i.test(text);
}

function enclosingDecorator(node: ts.Node): string {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) if (ts.isDecorator(at)) return at.getText();
  return '';
}

function entityTable(decorator: string): string | undefined {
  const schema = /schema:\s*['"]([a-z_]+)['"]/.exec(decorator)?.[1];
  const name =
    /name:\s*['"]([a-z_0-9]+)['"]/.exec(decorator)?.[1] ?? /@Entity\(\s*['"]([a-z_0-9.]+)['"]/.exec(decorator)?.[1];
  if (name === undefined) return undefined;
  return schema === undefined ? name : `${schema}.${name}`;
}
