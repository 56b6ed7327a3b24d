import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import ts from 'typescript';

/** Made by tools, or git's own: nothing of the product lies in there. */
const NOT_OURS = new Set(['.git', 'node_modules', 'dist', 'test-artefacts', '.callrack', '.vite']);

/** One thing that is not tidy; `where` is relative to the root of the repository. */
export interface Finding {
  readonly rule: string;
  readonly where: string;
  readonly what: string;
}

export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly ast: ts.SourceFile;
}

export interface Tree {
  readonly root: string;
  /** All folders below `src`, `test` and `appliance`, relative to the root. */
  readonly folders: readonly string[];
  /** All files below them. */
  readonly files: readonly string[];
  /** The TypeScript files among them, parsed. */
  readonly sources: readonly SourceFile[];
}

/** Reads the tree below `root` once; what is missing (a tree without appliance/) counts as empty. */
export function readTree(root: string): Tree {
  const folders: string[] = [];
  const files: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (NOT_OURS.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        folders.push(relative(root, path));
        walk(path);
      } else {
        files.push(relative(root, path));
      }
    }
  };
  const top = readdirSync(root);
  for (const name of ['src', 'test', 'appliance']) {
    if (top.includes(name)) {
      folders.push(name);
      walk(join(root, name));
    }
  }
  const sources = files
    .filter((path) => /^(src|test|appliance)\/.*\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, ast: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true) };
    });
  return { root, folders, files, sources };
}

/** The entries at the top of the repository that are ours. */
export function topLevel(root: string): readonly { readonly name: string; readonly folder: boolean }[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .map((entry) => ({ name: entry.name, folder: entry.isDirectory() }));
}

/** Calls `visit` for `node` and everything in it. */
export function walkAst(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => {
    walkAst(child, visit);
  });
}

export function lineOf(source: SourceFile, node: ts.Node): number {
  return source.ast.getLineAndCharacterOfPosition(node.getStart(source.ast)).line + 1;
}

export const isSpec = (path: string): boolean => path.endsWith('.spec.ts');
export const isCore = (path: string): boolean => /^src\/[^/]+\/core\//.test(path) && !isSpec(path);
export const nameOf = (path: string): string => basename(path);
