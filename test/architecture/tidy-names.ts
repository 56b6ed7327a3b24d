import { isSpec, nameOf, topLevel } from './tree.js';
import type { Finding, Tree } from './tree.js';

const TOP_FOLDERS = new Set(['src', 'appliance', 'packer', 'ansible', 'test', 'docs', '.ci']);
/** Files that tools look for at the root, and the front page in its languages. */
const TOP_FILES =
  /^(README(\.[a-z]{2}-[A-Z]{2})?\.md|LICENSE|package(-lock)?\.json|nest-cli\.json|tsconfig(\.[a-z]+)?\.json|[a-z]+\.config\.m?[cj]s|\.prettierrc\.json|\.prettierignore|\.dependency-cruiser\.cjs|\.gitignore|\.gitattributes|\.editorconfig|\.npmrc|\.eslintcache|.*\.log)$/;

/** Words that mean `everything that found no place`; such a folder grows until nobody knows what is in it. */
const CATCH_ALL = /^(utils?|common|helpers?|shared|managers?|misc)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const FREE_NAMES = /^README(\.[a-z]{2}-[A-Z]{2})?\.md$/;

export function findInNames(tree: Tree, floors: readonly (readonly string[])[]): Finding[] {
  return [...badTopLevel(tree), ...badRooms(tree, floors), ...badNames(tree), ...emptyFolders(tree)];
}

function badTopLevel(tree: Tree): Finding[] {
  return topLevel(tree.root)
    .filter(({ name, folder }) => (folder ? !TOP_FOLDERS.has(name) : !TOP_FILES.test(name)))
    .map(({ name }) => ({ rule: 'known-top-level', where: name, what: 'has no place at the top of the repository' }));
}

/** Every room has the same face, so that who knows one knows all. */
function badRooms(tree: Tree, floors: readonly (readonly string[])[]): Finding[] {
  const known = new Set(floors.flat());
  const withoutModule = new Set(floors.slice(0, 2).flat());
  const rooms = tree.folders.filter((path) => /^src\/[^/]+$/.test(path)).map(nameOf);
  const loose = tree.files.filter(
    (path) => /^src\/[^/]+$/.test(path) && !/^src\/(README\.md|main\.[a-z-]+\.ts|[a-z-]+\.module\.ts)$/.test(path),
  );
  return [
    ...loose.map((where) => ({ rule: 'known-rooms', where, what: 'belongs in a room' })),
    ...rooms.flatMap((room) => [
      ...(known.has(room)
        ? []
        : [{ rule: 'known-rooms', where: `src/${room}`, what: 'stands on no floor of floors.json' }]),
      ...missing(tree, `src/${room}/README.md`),
      ...(withoutModule.has(room) ? [] : missing(tree, `src/${room}/${room}.module.ts`)),
    ]),
  ];
}

function missing(tree: Tree, path: string): Finding[] {
  return tree.files.includes(path) ? [] : [{ rule: 'same-face', where: path, what: 'is missing' }];
}

function badNames(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const path of [...tree.folders, ...tree.files]) {
    const name = nameOf(path);
    // Names in appliance/ are those that Debian, Asterisk and pm2 demand (manager.conf).
    const demanded = path.startsWith('appliance/') && tree.files.includes(path);
    if (!demanded && name.split('.').some((part) => CATCH_ALL.test(part))) {
      found.push({ rule: 'no-catch-all-names', where: path, what: 'says nothing about what is in it' });
    }
    if (!path.startsWith('appliance') && !KEBAB.test(name) && !FREE_NAMES.test(name) && isCode(path)) {
      found.push({ rule: 'kebab-case', where: path, what: 'is not kebab-case' });
    }
  }
  return found;
}

/** Scenarios, captures and answers recorded for tests may have the names of their tools. */
function isCode(path: string): boolean {
  return path.startsWith('src/') || isSpec(path) || /\.(ts|tsx|js|mjs|cjs)$/.test(path) || !nameOf(path).includes('.');
}

function emptyFolders(tree: Tree): Finding[] {
  return tree.folders
    .filter((folder) => !tree.files.some((file) => file.startsWith(`${folder}/`)))
    .map((where) => ({ rule: 'no-empty-folders', where, what: 'is empty' }));
}
