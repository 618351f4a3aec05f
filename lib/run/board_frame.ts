import {
  type Bundle,
  bundleOf,
  type Chart,
  escapeHtml,
  lossCurve,
  thin,
} from "../plot/mod.ts";
import { anglesOf, type BoardState } from "./board_state.ts";

/** CSS pixels of the small chart. */
const [WIDE, TALL] = [600, 80];

/** How many of the lines that were said stand on a board. */
const SAID = 3;

/** A board as it looks while the run goes on; `left` seconds are to go, if anybody knows. */
export function liveFrame(
  state: BoardState,
  left: number | undefined,
): Bundle {
  const { last, losses, said } = state;
  const lines = said.slice(-SAID);
  if (last === undefined) {
    const text = ["getting ready", ...lines];
    return {
      data: {
        "text/html": text.map((line) => `<div>${escapeHtml(line)}</div>`).join(
          "",
        ),
        "text/plain": text.join("\n"),
      },
    };
  }
  const facts = [
    `step ${last.step} of ${last.steps}`,
    `epoch ${last.epoch + 1}`,
    ...left === undefined ? [] : [`${spoken(left)} left`],
    `loss ${last.loss.toFixed(3)}`,
    `rate ${last.rate.toExponential(1)}`,
    ...anglesOf(last),
    `${last.imagesPerSecond.toFixed(0)} images/s`,
  ];
  const share = 100 * Math.min(1, last.step / last.steps);
  return {
    data: {
      "text/html":
        `<div style="max-width:${WIDE}px;font-variant-numeric:tabular-nums"><div style="background:#8884;border-radius:4px"><div style="width:${
          share.toFixed(1)
        }%;height:8px;background:#0072b2;border-radius:4px"></div></div><div style="display:flex;flex-wrap:wrap;gap:2px 18px;margin:6px 0">${
          facts.map((fact) => `<span>${escapeHtml(fact)}</span>`).join("")
        }</div>${sparkline(losses)}${
          lines.map((line) => `<div>${escapeHtml(line)}</div>`).join("")
        }</div>`,
      "text/plain": [facts.join(", "), ...lines].join("\n"),
    },
  };
}

/**
 * The frame that stays in the notebook's file: the curve of the loss and what
 * the run came to, without anything that another run of the same recipe would
 * say otherwise, as times and paces.
 */
export async function lastFrame(
  state: BoardState,
  title: string,
  measure: string,
): Promise<Bundle> {
  const chart = lastChart(state, title, measure);
  return chart === undefined
    ? { data: { "text/plain": lastText(state, title) } }
    : await bundleOf(chart);
}

/** What stays, in one sentence. */
export function lastText(state: BoardState, title: string): string {
  return lastChart(state, title)?.description ??
    [`${title}: no step was done`, ...state.kept].join("; ");
}

function lastChart(
  state: BoardState,
  title: string,
  measure?: string,
): Chart | undefined {
  const { last, losses, kept } = state;
  if (last === undefined) return undefined;
  const chart = lossCurve(losses, {
    ...{ title, measure, width: WIDE, height: 200 },
  });
  const parts = [chart.description, ...anglesOf(last)].join(", ");
  return { ...chart, description: [parts, ...kept].join("; ") };
}

/** The loss so far as a line, without axes. */
function sparkline(losses: BoardState["losses"]): string {
  if (losses.length < 2) return "";
  const rows = thin(losses, ({ loss }) => loss, 200);
  const values = rows.map(({ loss }) => loss);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [first, last] = [rows[0]!.step, rows.at(-1)!.step];
  const points = rows.map(({ step, loss }) => {
    const x = WIDE * (step - first) / (last - first);
    const y = (TALL - 4) * (high - loss) / (high - low || 1) + 2;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  }).join(" ");
  return `<svg width="100%" viewBox="0 0 ${WIDE} ${TALL}" role="img" aria-label="loss from ${
    values[0]!.toFixed(3)
  } to ${
    values.at(-1)!.toFixed(3)
  }"><polyline points="${points}" fill="none" stroke="#0072b2" stroke-width="1.5"/></svg>`;
}

/** Seconds in the words that matter: 45 s, 3 min, 2 h 10 min. */
function spoken(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
