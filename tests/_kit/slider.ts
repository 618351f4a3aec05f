import type { Tab } from "./browser.ts";

/** Moves a slider of a chart of a page to another end; whether the chart then looks otherwise. */
export function movesChart(
  tab: Tab,
  chart: number,
  slider: number,
): Promise<boolean> {
  return tab.evaluate(`(async () => {
    const box = document.getElementById("chart-${chart}");
    const input = box.querySelectorAll("input[type=range]")[${slider}];
    const looks = () => box.querySelector("svg").innerHTML;
    const before = looks();
    input.value = Number(input.value) === Number(input.max) ? input.min : input.max;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    for (let wait = 0; wait < 200; wait++) {
      await new Promise((next) => setTimeout(next, 25));
      if (looks() !== before) return true;
    }
    return false;
  })()`);
}
