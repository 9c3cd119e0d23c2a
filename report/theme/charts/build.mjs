// Makes ../charts.js.gz out of entry.js: copy this folder elsewhere, run `npm ci && node build.mjs`, and put the result
// in place. The result is kept with the project, so that no build needs Node and every machine has the same bytes.
import { build } from "esbuild";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

// The packages' own bundles each hold a copy of D3; their sources share one.
const whole = new Set(["vega", "vega-canvas", "vega-loader"]);
const sources = readdirSync("node_modules").filter(
  (name) => name.startsWith("vega") && !whole.has(name) && existsSync(`node_modules/${name}/index.js`),
);
const licences = ["vega", "d3-array"].map((name) => readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim());
const version = JSON.parse(readFileSync("node_modules/vega/package.json", "utf8")).version;

const { outputFiles } = await build({
  entryPoints: ["entry.js"],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  alias: Object.fromEntries(sources.map((name) => [name, resolve("node_modules", name, "index.js")])),
  banner: { js: `/* Vega ${version} with D3.\n\n${licences.join("\n\n")}\n*/` },
});
writeFileSync("charts.js.gz", gzipSync(outputFiles[0].contents, { level: 9 }));
