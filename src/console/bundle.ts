/**
 * `npm run build:console`: bundles the components for the browser, ahead of every start. Run from the top of the
 * repository after the build, with NODE_ENV=production and ADMIN_JS_TMP_DIR, which AdminJS reads when it is imported.
 */
import { copyFile, readdir } from 'node:fs/promises';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { existsSync } from 'node:fs';

import { componentsBundler } from 'adminjs/bundler';

import { componentNameOf } from './component-name.js';

const SOURCES = resolve('src/console/components');
const INTO = resolve(process.env.ADMIN_JS_TMP_DIR ?? '');

// Sources import with the ending that a built file would have.
componentsBundler.inputOptions.plugins.unshift({
  name: 'sources',
  resolveId: (source, importer) => {
    if (importer === undefined || !source.startsWith('.') || extname(source) !== '.js') return null;
    const path = resolve(dirname(importer), source.slice(0, -'.js'.length));
    return ['.tsx', '.ts'].map((ending) => path + ending).find((one) => existsSync(one)) ?? null;
  },
});

const files = (await readdir(SOURCES)).filter((file) => file.endsWith('.tsx')).sort();
const lines = files.map((file) => {
  const name = componentNameOf(file);
  const path = relative(INTO, join(SOURCES, file)).replaceAll('\\', '/');
  return `import ${name} from '${path}';\nAdminJS.UserComponents.${name} = ${name};`;
});
await componentsBundler.createEntry({ content: `AdminJS.UserComponents = {};\n${lines.join('\n')}\n` });
await componentsBundler.build();
for (const file of ['console.css', 'favicon.svg']) await copyFile(join(SOURCES, file), join(INTO, file));
process.stdout.write(`${files.length} components of the console\n`);
