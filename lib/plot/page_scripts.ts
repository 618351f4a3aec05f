import { createHash } from "node:crypto";
import type { Chart } from "./chart.ts";
import { chartData } from "./chart_place.ts";
import { chartScripts } from "./chart_scripts.ts";
import { pagePolicy } from "./page_policy.ts";

/** The scripts of a page, and the policy that lets them run and nothing else. */
export interface PageScripts {
  /** Script elements. */
  readonly html: string;
  /** What a page may do, as Content-Security-Policy has it. */
  readonly policy: string;
}

/** Scripts that draw charts into their places; none for no charts. */
export async function pageScripts(
  charts: readonly Chart[],
): Promise<PageScripts> {
  const scripts = charts.length === 0 ? [] : await chartScripts();
  const hashes = scripts.map((script) =>
    `'sha256-${createHash("sha256").update(script).digest("base64")}'`
  );
  return {
    html: charts.length === 0 ? "" : [
      chartData(charts),
      ...scripts.map((script) => `<script>${script}</script>`),
    ].join("\n"),
    policy: pagePolicy({ script: hashes.join(" ") || "'none'" }),
  };
}
