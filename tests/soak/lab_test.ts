import { assert, assertEquals } from "@std/assert";
import { cellFaults, chartFaults, lateCells, tryInLab } from "./lab_trial.ts";

Deno.test("a notebook runs in real JupyterLab: all charts are drawn, all sliders move them", async () => {
  const trial = await tryInLab("04_the_scale.ipynb");
  if (trial === null) return;
  assertEquals(trial.faults, []);
  assert(trial.cells > 9 && trial.charts > 1 && trial.sliders > 0);
  assertEquals([...trial.picture!.slice(1, 4)], [0x50, 0x4e, 0x47]);
});

const TEXT = "stream stdout";

Deno.test("cellFaults() names cells that did not run or fail, and outputs that are lost", () => {
  const cells = [
    { count: 1, outputs: [TEXT] },
    { count: 2, outputs: [] },
    { count: null, outputs: ["error RangeError: too far"] },
  ];
  assertEquals(cellFaults(cells.slice(0, 2), [[TEXT], []]), []);
  assertEquals(cellFaults(cells, [[TEXT], ["image/png"], []]), [
    "cell 3 has not run",
    "cell 3 fails: error RangeError: too far",
    "it shows stream stdout, error RangeError: too far, not stream stdout, image/png",
  ]);
});

Deno.test("lateCells() counts cells whose output stands below the next, which is no fault", () => {
  const late: [shown: string[][], kept: string[][], count: number][] = [
    [[[TEXT], ["image/png"]], [[TEXT], ["image/png"]], 0],
    [[[], [TEXT]], [[TEXT], []], 2],
    [[[], [TEXT]], [[TEXT], [TEXT]], 1], // one text now
    [[[], [TEXT, "image/png"]], [[TEXT], ["image/png"]], 2],
  ];
  for (const [shown, kept, count] of late) {
    const cells = shown.map((outputs, at) => ({ count: at + 1, outputs }));
    assertEquals(lateCells(cells, kept), count);
    assertEquals(cellFaults(cells, kept), []);
  }
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
