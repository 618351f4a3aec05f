import { compile } from "vega-lite";
import * as vega from "vega";
import type { Chart } from "../../lib/plot/mod.ts";

/** A mark's item as the dataflow has made it. */
export interface Item {
  /** Its row. */
  readonly datum: Readonly<Record<string, unknown>>;
}

/** A chart at work, without a browser. */
export interface Live extends AsyncDisposable {
  /** Moves sliders. */
  move(to: Readonly<Record<string, number>>): Promise<void>;
  /** The items of all marks of a kind, as "line" or "symbol". */
  items(kind: string): Item[];
}

/** Runs the chart's dataflow. */
export async function live(chart: Chart): Promise<Live> {
  const { spec } = compile(chart);
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  await view.runAsync();
  return {
    async move(to) {
      for (const [name, value] of Object.entries(to)) view.signal(name, value);
      await view.runAsync();
    },
    items: (kind) =>
      gather((view.scenegraph() as unknown as { root: Node }).root, kind),
    [Symbol.asyncDispose]: () => Promise.resolve(void view.finalize()),
  };
}

interface Node {
  readonly marktype?: string;
  readonly role?: string;
  readonly items?: readonly (Node & Item)[];
}

function gather(node: Node, kind: string): Item[] {
  const own = node.marktype === kind && node.role === "mark";
  return (node.items ?? []).flatMap((item) => [
    ...own ? [item] : [],
    ...gather(item, kind),
  ]);
}
