// Prints the licences of all that is in berth and berthctl: crates, npm packages of the window, and the
// starter image. Own code, because cargo-about knows crates only.
//   node packaging/notices.mjs [TARGET]
//   node packaging/notices.mjs --starter      the starter image alone, as JSON: other systems have no busybox
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const top = join(dirname(fileURLToPath(import.meta.url)), "..");
const read = (program, args, folder = top) =>
  execFileSync(program, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
const IS_NOTICE = /^(licen[cs]e|copying|copyright|notice|unlicense)([-._].*)?$/i;
// Fonts have theirs in a folder apart.
const IS_FOLDER = /^(licen[cs]es?)$/i;

function textsIn(folder) {
  const names = readdirSync(folder).sort();
  return names.flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return IS_FOLDER.test(name) ? textsIn(path) : [];
    return IS_NOTICE.test(name) && !/\.(js|ts|rs|json)$/.test(name) ? [readFileSync(path, "utf8").trim()] : [];
  });
}

// What is linked: from both programs along normal dependencies.
function crates(target) {
  const only = target ? ["--filter-platform", target] : [];
  const { packages, resolve } = JSON.parse(read("cargo", ["metadata", "--format-version", "1", "--locked", ...only]));
  const byId = new Map(packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const seen = new Set();
  const open = packages.filter(({ name }) => name === "berth" || name === "berthctl").map(({ id }) => id);
  while (open.length > 0) {
    const id = open.pop();
    if (seen.has(id)) continue;
    seen.add(id);
    const linked = nodes.get(id).deps.filter(({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind === null));
    const isMacro = byId.get(id).targets.every(({ kind }) => kind.includes("proc-macro"));
    if (!isMacro) open.push(...linked.map(({ pkg }) => pkg));
  }
  const foreign = [...seen].map((id) => byId.get(id)).filter(({ source }) => source !== null);
  return foreign.map(({ name, version, license, repository, manifest_path: path }) => ({
    name, version, license, from: repository, texts: textsIn(dirname(path)),
  }));
}

function npmPackages() {
  const all = JSON.parse(read("npm", ["query", ".prod"], join(top, "ui")));
  return all.filter(({ location }) => location !== "").map(({ name, version, license, path, repository }) => ({
    name, version, license, from: repository?.url ?? repository, texts: textsIn(path),
  }));
}

// The starter image is busybox as Debian or Ubuntu built it.
function busybox() {
  const made = join(top, "src-tauri/resources/starter.json");
  if (existsSync(made)) return JSON.parse(readFileSync(made, "utf8"));
  const version = read("dpkg-query", ["-W", "-f=${Version}", "busybox-static"]);
  const texts = ["doc/busybox-static/copyright", "common-licenses/GPL-2"];
  return {
    name: "busybox (the starter image, resources/starter.tar)", version, license: "GPL-2.0-only",
    from: "its source is that of the package busybox of Debian or Ubuntu, of this version",
    texts: texts.map((path) => readFileSync(join("/usr/share", path), "utf8").trim()),
  };
}

if (process.argv[2] === "--starter") {
  console.log(JSON.stringify(busybox()));
  process.exit();
}

const parts = [...crates(process.argv[2]), ...npmPackages(), busybox()];
const users = new Map();
for (const part of parts) {
  for (const text of new Set(part.texts)) users.set(text, [...(users.get(text) ?? []), part]);
}
const nameless = parts.filter(({ license, texts }) => !license && texts.length === 0);
if (nameless.length > 0 || parts.length < 100) {
  console.error(`No licence is known of: ${nameless.map(({ name }) => name).join(", ")} (of ${parts.length} parts)`);
  process.exit(1);
}
const called = ({ name, version }) => `${name} ${version}`;
console.log("Berth has parts of others. Each is named with its licence and where it comes from; their texts follow.\n");
for (const part of parts.sort((a, b) => (called(a) < called(b) ? -1 : 1))) {
  console.log(`${called(part)}: ${part.license ?? "see its text"}${part.from ? `, ${part.from}` : ""}`);
}
for (const [text, parts] of users) {
  console.log(`\n${"=".repeat(80)}\n${parts.map(called).join(", ")}\n${"-".repeat(80)}\n${text}`);
}
