// Checks the imports of src/: rooms depend on each other in one direction, and no files form a circle.
// Imports inside .svelte files, type-only and dynamic ones count as well; tests may import anything.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The folders of src/. Each may import from itself and from those above it in this list; '.' is src/ itself. */
const FLOORS = [
  ['i18n'],
  ['backend', 'parts'],
  ['notices', 'preferences'],
  ['theme'],
  ['session'],
  ['activity', 'definitions', 'runs'],
  ['diagnosis', 'pulls', 'reboots', 'tray', 'usage'],
  ['engines', 'sessions', 'tabs', 'terminal', 'wall'],
  ['inspect', 'recreate'],
  ['actions', 'files', 'history', 'images', 'logs', 'peek', 'noticeCentre', 'settings'],
  ['layout'],
  ['.'],
];

const ROOT = join(dirname(fileURLToPath(import.meta.url)), 'src');
const IS_TEST = /(?:\.test\.ts|^test-[a-z]+\.ts)$/;

const floorOf = new Map(FLOORS.flatMap((rooms, floor) => rooms.map((room) => [room, floor])));
const problems = [];

/** Every source file that is part of the program, by its path below src/, with the files that it imports. */
const imports = new Map(
  readdirSync(ROOT, { recursive: true })
    .filter((file) => /\.(?:ts|svelte)$/.test(file) && !IS_TEST.test(file))
    .map((file) => [file, importsOf(file)]),
);

function importsOf(file) {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const scripts = file.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, s]) => s)
    : [text];
  return scripts
    .flatMap((script) => ts.preProcessFile(script, true, true).importedFiles)
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => resolve(file, fileName))
    .filter((target) => target !== null && /\.(?:ts|svelte)$/.test(target));
}

function resolve(file, specifier) {
  const path = normalize(join(ROOT, dirname(file), specifier));
  const found = [path, `${path}.ts`, join(path, 'index.ts')].find(
    (name) => existsSync(name) && statSync(name).isFile(),
  );
  if (!found) problems.push(`${file}: ${specifier} leads nowhere`);
  return found ? relative(ROOT, found) : null;
}

function roomOf(file) {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '.';
}

for (const [file, targets] of imports) {
  const room = roomOf(file);
  if (!floorOf.has(room)) problems.push(`${file}: its folder is on no floor in deps.js`);
  for (const target of targets) {
    const other = roomOf(target);
    if (other !== room && !(floorOf.get(other) < floorOf.get(room)))
      problems.push(`${file} imports ${target}: ${room} must not depend on ${other}`);
  }
}

/** Reports each circle once: a depth-first search that meets a file of its own path has found one. */
const done = new Set();
function search(file, path) {
  const start = path.indexOf(file);
  if (start >= 0) problems.push(`circle: ${[...path.slice(start), file].join(' -> ')}`);
  if (start >= 0 || done.has(file)) return;
  for (const target of imports.get(file) ?? []) search(target, [...path, file]);
  done.add(file);
}
for (const file of imports.keys()) search(file, []);

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`${imports.size} files, no circle, every import in an allowed direction`);
