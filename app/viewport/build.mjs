// Bundles src/main.ts into dist/viewport.js and stamps it with a hash of its sources; component.py and
// tests/app/test_viewport_bundle.py recompute the same hash in Python, so a stale bundle is noticed without node.
import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

async function listed(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? listed(path) : [path];
    }),
  );
  return paths.flat();
}

/** sha256 over "path NUL bytes NUL" of src/** and package-lock.json, sorted by path; the first 16 hex digits. */
async function sourceHash() {
  const files = [...(await listed(join(here, "src"))), join(here, "package-lock.json")];
  const named = files.map((file) => [relative(here, file).split(sep).join("/"), file]);
  named.sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash("sha256");
  for (const [name, file] of named) {
    hash.update(name).update("\0").update(await readFile(file)).update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

/** Style sheets become minified strings: they are adopted by the component's shadow root. */
const cssAsText = {
  name: "css-as-text",
  setup(context) {
    context.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code, loader: "text" };
    });
  },
};

const hash = await sourceHash();
const result = await build({
  absWorkingDir: here,
  entryPoints: ["src/main.ts"],
  outfile: "dist/viewport.js",
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "inline",
  charset: "utf8",
  banner: { js: `/* CoPart Studio viewport, built from sources ${hash}; edit app/viewport/src and run npm run build */` },
  plugins: [cssAsText],
  metafile: true,
  logLevel: "warning",
});
const [output] = Object.values(result.metafile.outputs);
process.stdout.write(`dist/viewport.js ${(output.bytes / 1000).toFixed(0)} kB, sources ${hash}\n`);
