import { ROOT } from "../../tasks/sources.ts";
import type { Row, Soak } from "./soak.ts";
import { tryStopInLab } from "./lab_stop.ts";
import { type LabTrial, tryInLab } from "./lab_trial.ts";

/** The course, in order. */
const NOTEBOOKS: readonly string[] = [...Deno.readDirSync(`${ROOT}notebooks`)]
  .map(({ name }) => name)
  .filter((name) => name.endsWith(".ipynb"))
  .sort();

/** What is tried after the notebooks. */
const STOP = "stop button";

/** Notebooks in real JupyterLab: they run, all charts are drawn, all sliders move them, Stop stops. */
export const lab: Soak = {
  summary:
    "runs every notebook in real JupyterLab: each chart must be drawn and each slider repaint it, and the Stop button end a training, not the kernel.",
  unit: "trials",
  count: NOTEBOOKS.length + 1,
  quick: 1,
  async run(count, { onProgress, pictures }) {
    const rows: Row[] = [];
    const faults: string[] = [];
    for (const name of [...NOTEBOOKS, STOP].slice(-count)) {
      const trial = await (name === STOP ? tryStopInLab() : tryInLab(name))
        .catch(broken);
      if (trial === null) {
        throw new Error(
          "Cannot soak the lab as it needs Chromium and JupyterLab: see above",
        );
      }
      const { cells, late, charts, sliders } = trial;
      rows.push({ notebook: name, cells, late, charts, sliders });
      faults.push(...trial.faults.map((fault) => `${name}: ${fault}`));
      if (pictures !== undefined && trial.picture) {
        await keep(pictures, name, trial.picture);
      }
      onProgress(rows.length);
    }
    const sum = (of: "cells" | "late" | "charts" | "sliders") =>
      rows.reduce((all, row) => all + Number(row[of]), 0);
    return {
      what:
        "Each notebook is opened as a copy in real JupyterLab in headless Chromium and run by Run All Cells; no cell may fail, all must show the forms of output that are committed, in their order, every chart be painted and not cut, every slider repaint its chart, nothing be asked of another machine, and the console say nothing that is not JupyterLab's own. In the end the Stop button is pressed during a live training: the next cell must find the kernel, its variables, and a checkpoint to go on with.",
      found: `${rows.length} trials: ${sum("cells")} cells ran, ${
        sum("late")
      } of them not shown in their own place, ${sum("charts")} charts drawn, ${
        sum("sliders")
      } sliders moved`,
      rows,
      faults,
    };
  },
};

/** A trial that did not come to its end. */
function broken({ message }: Error): LabTrial {
  return {
    cells: 0,
    late: 0,
    charts: 0,
    sliders: 0,
    faults: [message],
    picture: null,
  };
}

async function keep(
  folder: string,
  name: string,
  picture: Uint8Array,
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const base = name.replace(/\.ipynb$/, "").replaceAll(" ", "_");
  await Deno.writeFile(`${folder}/${base}.png`, picture);
}
