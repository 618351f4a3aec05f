import type { Output } from "../../tasks/notebooks/notebook.ts";
import type { Tab, TestBrowser } from "../_kit/browser.ts";
import type { TestLab } from "../_kit/lab.ts";

/** A code cell as JupyterLab has it. */
export interface LabCell {
  /** The place at which it ran; null if it did not. */
  readonly count: number | null;
  /** The forms of each output, sorted, and what an error says. */
  readonly outputs: readonly string[];
}

/** A chart as JupyterLab drew it. */
export interface LabChart {
  /** Pixels that are not as the first, of all. */
  readonly painted: number;
  /** How wide it is, and how much room it has, in CSS pixels. */
  readonly width: number;
  readonly room: number;
  /** For each of its sliders, whether it looked otherwise once that was moved. */
  readonly moved: readonly boolean[];
}

/** A notebook open in JupyterLab. */
export interface LabPage {
  /** Its tab. */
  readonly tab: Tab;
  /** Runs all cells, by the command behind the menu's entry, until the kernel is idle. */
  runAll(): Promise<void>;
  /** What its code cells are now. */
  cells(): Promise<readonly LabCell[]>;
  /** Shows all of it at once, until so many charts are drawn, and moves every slider, there and back. */
  charts(count: number): Promise<readonly LabChart[]>;
  /** What the page said or wanted that is no talk of JupyterLab's own. */
  complaints(): string[];
}

/** The window of a small laptop. */
const [WIDE, TALL] = [1280, 900];

/** Above and below a notebook. */
const FRAME = 200;

/** What this release of JupyterLab always says: how it begins, and that it heard of a debugger, which Deno's kernel is not. */
const OWN_TALK =
  /^Starting application in workspace|^Starting WebSocket: ws:\/\/127\.0\.0\.1|^Error: No active debugger session/;

const PANEL = "jupyterapp.shell.currentWidget";

/** Whether the kernel of the notebook in front has nothing to do. */
const IDLE =
  `${PANEL}.context.sessionContext.session?.kernel?.status === "idle"`;

/** The code cells, as {@linkcode LabCell} has them. */
const CELLS =
  `${PANEL}.content.widgets.filter(({ model }) => model.type === "code").map(({ model }) => ({
    count: model.executionCount,
    outputs: model.outputs.toJSON().map((output) =>
      output.output_type === "error"
        ? "error " + output.ename + ": " + output.evalue
        : output.output_type === "stream"
        ? "stream " + output.name
        : Object.keys(output.data).sort().join(" ")
    ),
  }))`;

/** The charts, as {@linkcode LabChart} has them; one moves by itself no more once its sliders are back. */
const CHARTS = `(async () => {
  const wait = () => new Promise((next) => setTimeout(next, 25));
  const move = async (input, value, looks) => {
    const before = looks();
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    for (let at = 0; at < 200 && looks() === before; at++) await wait();
    return looks() !== before;
  };
  const found = [];
  for (const canvas of document.querySelectorAll(".jp-OutputArea-output .vega-embed canvas")) {
    const box = canvas.closest(".jp-OutputArea-output");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const pixels = new Uint32Array(data.buffer);
    const looks = () => canvas.toDataURL();
    const moved = [];
    for (const input of box.querySelectorAll("input[type=range]")) {
      const { value, min, max } = input;
      moved.push(await move(input, value === max ? min : max, looks));
      await move(input, value, looks);
    }
    found.push({
      painted: pixels.filter((one) => one !== pixels[0]).length / pixels.length,
      width: box.scrollWidth,
      room: box.clientWidth,
      moved,
    });
  }
  return found;
})()`;

/** Opens a notebook in JupyterLab, and waits for its kernel. */
export async function openInLab(
  browser: TestBrowser,
  lab: TestLab,
  name: string,
): Promise<LabPage> {
  const tab = await browser.open(lab.address(name));
  await tab.look({ width: WIDE, height: TALL, dark: false });
  await tab.until(
    `window.jupyterapp !== undefined && Boolean(${PANEL}?.context?.isReady)`,
    120,
  );
  await tab.until(IDLE, 120);
  return {
    tab,
    async runAll() {
      await tab.evaluate(
        `jupyterapp.commands.execute("notebook:run-all-cells").then(String)`,
      );
      await tab.until(IDLE, 600);
    },
    cells: () => tab.evaluate(CELLS),
    async charts(count) {
      const scroll = `document.querySelector(".jp-WindowedPanel-outer")`;
      const high = await tab.evaluate<number>(`${scroll}.scrollHeight`);
      const height = Math.min(high + FRAME, 16_000);
      await tab.look({ width: WIDE, height, dark: false });
      await tab.evaluate(`${scroll}.scrollTop = 0`);
      const drawn =
        `document.querySelectorAll(".jp-OutputArea-output .vega-embed canvas").length`;
      await tab.until(`${drawn} >= ${count}`, 60).catch(() => {});
      return await tab.evaluate(CHARTS);
    },
    complaints: () => [
      ...new Set([
        ...tab.complaints.filter((text) => !OWN_TALK.test(text)),
        ...tab.requests.filter((url) =>
          !/^(?:blob:)?http:\/\/127\.0\.0\.1:/.test(url)
        ).map((url) => `wants ${url}`),
      ]),
    ],
  };
}

/** What a committed output must be in {@linkcode LabCell.outputs}. */
export function formsOf(output: Output): string {
  switch (output.output_type) {
    case "error":
      return `error ${output.ename}: ${output.evalue}`;
    case "stream":
      return `stream ${output.name}`;
    default:
      return Object.keys(output.data).sort().join(" ");
  }
}
