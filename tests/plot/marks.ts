import { compile } from "vega-lite";
import type { Chart } from "../../lib/plot/mod.ts";

/** The rows of a chart's data. */
export function rowsOf(chart: Chart): Record<string, unknown>[] {
  return (chart as unknown as { data: { values: Record<string, unknown>[] } })
    .data.values;
}

/** How many layers a chart has. */
export function layersOf(chart: Chart): number {
  return (chart as unknown as { layer: unknown[] }).layer.length;
}

/** The warnings of the compiler; a chart is well formed if there is none. */
export function warnings(chart: Chart): string[] {
  const said: string[] = [];
  const keep = (...parts: unknown[]) => {
    said.push(parts.join(" "));
    return logger;
  };
  const logger = {
    level: () => logger,
    error: keep,
    warn: keep,
    info: () => logger,
    debug: () => logger,
  };
  compile(chart, { logger: logger as never });
  return said;
}
