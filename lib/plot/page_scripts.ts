import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Chart } from "./chart.ts";
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

/** The scripts of a page, and the policy that lets them run and nothing else. */
export interface PageScripts {
  /** Script elements. */
  readonly html: string;
  /** What a page may do, as Content-Security-Policy has it. */
  readonly policy: string;
}

/** Scripts that draw charts into the elements `chart-0`, `chart-1`...; none for no charts. */
export async function pageScripts(
  charts: readonly Chart[],
): Promise<PageScripts> {
  const scripts = charts.length === 0 ? [] : [
    ...await libraries(),
    `(${drawCharts})(globalThis, ${scriptJson(DARK)});`,
  ];
  const hashes = scripts.map((script) =>
    `'sha256-${createHash("sha256").update(script).digest("base64")}'`
  );
  return {
    html: charts.length === 0 ? "" : [
      `<script type="application/json" id="charts">${
        scriptJson(charts.map((chart) => ({ ...chart, $schema: undefined }))) // a newer vega-lite reads them
      }</script>`,
      ...scripts.map((script) => `<script>${script}</script>`),
    ].join("\n"),
    policy: [
      "default-src 'none'",
      `script-src ${hashes.join(" ") || "'none'"}`,
      "style-src 'unsafe-inline'",
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ].join("; "),
  };
}

/** The libraries' texts, each under its licence. */
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
