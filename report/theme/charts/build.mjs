// Makes ../charts.js out of entry.js: copy this folder elsewhere, run `npm ci && node build.mjs`, and put the result
// in place. The result is kept with the project, so that no build needs Node and every machine has the same bytes.
import { build } from "esbuild";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

// The packages' own bundles each hold a copy of D3; their sources share one.
const whole = new Set(["vega", "vega-canvas", "vega-loader"]);
const sources = readdirSync("node_modules").filter(
  (name) => name.startsWith("vega") && !whole.has(name) && existsSync(`node_modules/${name}/index.js`),
);
const licences = ["vega", "d3-array"].map((name) => readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim());
const version = JSON.parse(readFileSync("node_modules/vega/package.json", "utf8")).version;

// A quarter of the script would be maps, colour schemes by name, selections, data in files of their own and pictures that
// are no SVG. No figure has them; one that had would keep the picture that it came with, which the page's tests notice.
const PACKAGES = "d3-dsv|d3-geo|d3-scale-chromatic|topojson-client|vega-selections";
const MODULES = "palettes|CanvasHandler|CanvasRenderer|HybridHandler|HybridRenderer|SVGStringRenderer";
const UNUSED = new RegExp(`^(${PACKAGES}|\\./(${MODULES})\\.js)$`);
const leaveOut = {
  name: "leave-out",
  setup(bundle) {
    bundle.onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: "unused" }));
    bundle.onLoad({ filter: /./, namespace: "unused" }, () => ({ contents: "module.exports = {};" }));
    // Vega's modules do nothing but define, though their packages do not say so.
    bundle.onResolve({ filter: /^\.\.?\// }, ({ importer, path, resolveDir }) =>
      importer.includes("/vega-") ? { path: resolve(resolveDir, path), sideEffects: false } : undefined);
  },
};

const { outputFiles } = await build({
  entryPoints: ["entry.js"],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  alias: Object.fromEntries(sources.filter((name) => !UNUSED.test(name)).map((name) => [name, resolve("node_modules", name, "index.js")])),
  plugins: [leaveOut],
  banner: { js: `/* Vega ${version} with D3.\n\n${licences.join("\n\n")}\n*/` },
});
writeFileSync("charts.js", outputFiles[0].contents);
