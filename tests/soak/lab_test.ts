import { assert, assertEquals } from "@std/assert";
import { cellFaults, chartFaults, tryInLab } from "./lab_trial.ts";

Deno.test("a notebook runs in real JupyterLab: all charts are drawn, all sliders move them", async () => {
  const trial = await tryInLab("04_the_scale.ipynb");
  if (trial === null) return;
  assertEquals(trial.faults, []);
  assert(trial.cells > 9 && trial.charts > 1 && trial.sliders > 0);
  assertEquals([...trial.picture!.slice(1, 4)], [0x50, 0x4e, 0x47]);
});

Deno.test("cellFaults() names cells that did not run, fail, or show what another should", () => {
  const cells = [
    { count: 1, outputs: ["stream stdout"] },
    { count: 2, outputs: [] },
    { count: null, outputs: ["error RangeError: too far"] },
  ];
  assertEquals(cellFaults(cells, cells.map(({ outputs }) => outputs)), [
    "cell 3 has not run",
  ]);
  assertEquals(cellFaults(cells, [[], ["stream stdout"], ["image/png"]]), [
    "cell 1 shows stream stdout, not nothing",
    "cell 2 shows nothing, not stream stdout",
    "cell 3 has not run",
    "cell 3 shows error RangeError: too far, not image/png",
  ]);
});

Deno.test("chartFaults() names charts that are missing, empty, cut or deaf", () => {
  const chart = { painted: 0.1, width: 700, room: 840, moved: [true] };
  assertEquals(chartFaults([chart, chart], 2), []);
  assertEquals(
    chartFaults([
      { ...chart, painted: 0 },
      { ...chart, width: 900, moved: [true, false] },
    ], 3),
    [
      "2 charts are drawn, not 3",
      "chart 1 is empty",
      "chart 2 is cut: 900 pixels wide, 840 have room",
      "slider 2 of chart 2 changes nothing",
    ],
  );
});
