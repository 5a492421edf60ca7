// Builds the page's script and style. The same sources and lock file give the same bytes.
import { readFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(process.argv[2] ?? path.join(here, '../Broadside/Articles/Editor'));

await mkdir(target, { recursive: true });
const result = await build({
  absWorkingDir: here,
  entryPoints: { editor: 'index.js' },
  outdir: target,
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022'],
  charset: 'utf8',
  legalComments: 'none',
  banner: { js: await licences() },
  metafile: true,
  write: true,
});
for (const language of ['en', 'es']) {
  const strings = JSON.parse(await readFile(path.join(here, `strings.${language}.json`), 'utf8'));
  await writeFile(path.join(target, `strings.${language}.json`), JSON.stringify(strings, null, 1) + '\n');
}
for (const [file, { bytes }] of Object.entries(result.metafile.outputs)) {
  console.log(`${path.basename(file)}  ${bytes} bytes`);
}

/** What the packages' licence asks for: whose they are, and the licence itself, once. */
async function licences() {
  const packages = JSON.parse(await readFile(path.join(here, 'package.json'), 'utf8')).dependencies;
  const holders = new Set();
  let terms = '';
  for (const name of [...Object.keys(packages), 'orderedmap', 'rope-sequence', 'w3c-keyname'].sort()) {
    const text = await readFile(path.join(here, 'node_modules', name, 'LICENSE'), 'utf8');
    const holder = /^Copyright.*$/m.exec(text)[0];
    holders.add(`${name}: ${holder}`);
    terms = text.slice(text.indexOf(holder) + holder.length).trim();
  }
  return `/*!\n${[...holders].join('\n')}\n\n${terms}\n*/`;
}
