import { fileURLToPath } from "node:url";
import { drawCharts } from "./draw_charts.ts";
import { scriptJson } from "./escape_html.ts";

/** What draws charts in a browser: whole files of npm packages, in the order in which they need each other. */
const PACKAGES = [
  ["vega", "vega.min.js"],
  ["vega-lite", "vega-lite.min.js"],
  ["vega-embed", "vega-embed.min.js"],
] as const;

/** The charts' colours on a dark page, where they are others; the others are told from black as from white. */
const DARK: Readonly<Record<string, string>> = {
  "white": "#1b1f24",
  "#000000": "#f2f2f2",
  "#333333": "#d5d9de",
  "#666666": "#a8aeb6",
  "#999999": "#777e87",
  "#bbbbbb": "#59606a",
  "#e6e6e6": "#343a42",
  "#0072b2": "#3d9ae0",
  "#8c510a": "#b9814a",
  "#332288": "#8f83e0",
  "#882255": "#d0709c",
  "#117733": "#4fae6b",
};

/**
 * The scripts that draw a page's charts, in the order in which they must run:
 * the libraries, each under its licence, and the kit's own, which finds what
 * {@linkcode chartData} and {@linkcode chartPlace} have put on the page. They
 * ask for nothing, and are the same for every page.
 *
 * The charts are as wide as there is room, light or dark as the reader has it
 * or as `data-theme` on the root element says, and drawn anew where that
 * changes; after a change of `data-theme` send the window a `themechange`.
 *
 * @returns The texts, which a page holds or has beside it in a file; some 0.9 MB.
 *
 * @example One file for many pages
 * ```ts
 * import { chartScripts } from "@spherereid/kit/plot";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const scripts = await chartScripts();
 * assertEquals(scripts.length, 4);
 * assert(scripts.join(";\n").length < 1e6);
 * ```
 */
export async function chartScripts(): Promise<string[]> {
  return [
    ...await libraries(),
    `(${drawCharts})(globalThis, ${scriptJson(DARK)});`,
  ];
}

async function libraries(): Promise<string[]> {
  await import("vega-embed"); // fetches the packages where they are missing
  return await Promise.all(PACKAGES.map(async ([name, file]) => {
    const build = new URL(".", import.meta.resolve(name));
    const [licence, code] = await Promise.all(
      [new URL("../LICENSE", build), new URL(file, build)].map((url) =>
        Deno.readTextFile(fileURLToPath(url))
      ),
    ) as [string, string];
    const safe = `/*! ${name}\n${licence.replaceAll("*/", "* /")}*/\n${
      code.replace(/^\/\/# sourceMappingURL=.*$/m, "").trim()
    }`;
    return safe.replaceAll(/<(?=\/script|!--)/gi, "\\x3c"); // within strings, as the libraries have it
  }));
}
