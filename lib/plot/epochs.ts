import { sliderParam } from "./slider.ts";

/** A row that may be of an epoch. */
export interface OfEpoch {
  /** When it was so; always, if left out. */
  readonly epoch?: number;
}

/** The epochs that rows are of, and the slider that chooses among them. */
export interface Epochs {
  /** Each once, rising; empty where no row is of one. */
  readonly all: readonly number[];
  /** The slider, at the last epoch; none for one epoch or none. */
  readonly params: readonly object[];
  /** Leaves only the rows of the chosen epoch, and those of no epoch. */
  readonly transform: readonly object[];
  /** The fields that a row needs for it. */
  mark(row: OfEpoch): object;
}

/** The epochs of rows. Between two the earlier is shown, so that they need not be every one. */
export function epochsOf(rows: readonly OfEpoch[]): Epochs {
  const all = [...new Set(rows.map(({ epoch }) => epoch))]
    .filter((epoch) => epoch !== undefined).sort((a, b) => a - b);
  const last = all.at(-1);
  if (last === undefined || all.length === 1) {
    return { all, params: [], transform: [], mark: () => ({}) };
  }
  const steps = all.slice(1).map((epoch, at) => epoch - all[at]!);
  const whole = all.every(Number.isInteger);
  return {
    all,
    params: [sliderParam({
      name: "epoch",
      label: "epoch",
      value: last,
      min: all[0]!,
      max: last,
      step: whole ? 1 : Math.min(...steps),
    })],
    transform: [{
      filter:
        "!isValid(datum.epoch) || (datum.epoch <= epoch && (!isValid(datum.until) || epoch < datum.until))",
    }],
    mark({ epoch }) {
      if (epoch === undefined) return {};
      const until = all[all.indexOf(epoch) + 1];
      return until === undefined ? { epoch } : { epoch, until };
    },
  };
}

/** The rows that are seen at an epoch. */
export function rowsAt<Row extends OfEpoch>(
  rows: readonly Row[],
  at: number | undefined,
): Row[] {
  return rows.filter(({ epoch }) => epoch === undefined || epoch === at);
}
