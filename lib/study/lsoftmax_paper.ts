import { type DigitPlan, digitPlan } from "./digit_plan.ts";
import type { DigitSettings } from "./digit_settings.ts";
import type { PlannedRow } from "./table.ts";
import { digitLosses } from "./digit_losses.ts";

/**
 * L-Softmax's MNIST net and schedule as its authors' network file has them:
 * 3x3 convolutions of 64, 64, 64, 64; 128, 128, 128; 256, 256, 256 channels
 * with BN and ReLU, a pool after each group, FC 512 with BN and ReLU; batch
 * 128, rate 0.1, a tenth of it at 5,000, 7,500 and 10,000 of 30,000 updates,
 * momentum 0.9, decay 5e-4, pixels less 127.5; λ of L-Softmax as published.
 *
 * Unknown, so this kit's choice: the pools' windows (2x2, odd rows dropped),
 * the first weights, and whether pixels are divided (they are, by 128, which
 * the first BN undoes).
 *
 * @param plan Losses and seeds; its embedding is 512 whatever it says. With a
 *   number of epochs the run is that long instead, and the rate falls in proportion.
 * @returns The rows.
 *
 * @example The published run
 * ```ts
 * import { lsoftmaxPaper } from "@spherereid/kit/study";
 * import { assertEquals } from "@std/assert";
 *
 * const [row] = lsoftmaxPaper({ losses: ["l-softmax-4"], embed: 512, seeds: [1] });
 * assertEquals(row!.settings.course.steps, 30_000);
 * assertEquals(row!.settings.course.fall, [5000, 7500, 10_000]);
 * ```
 */
export function lsoftmaxPaper(plan: DigitPlan): PlannedRow<DigitSettings>[] {
  const { batch = 128 } = plan;
  const rows = digitPlan({ ...plan, embed: 512, batch });
  return rows.map((row, index) => {
    const { settings } = row;
    const steps = plan.epochs === undefined ? PUBLISHED : settings.course.steps;
    const name = plan.losses[index % plan.losses.length]!;
    return {
      name: row.name,
      settings: {
        ...settings,
        loss: digitLosses[name].loss(steps, 512),
        net: {
          stages: [[64, 64, 64, 64], [128, 128, 128], [256, 256, 256]],
          embed: 512,
          rectified: true,
        },
        input: { mean: 127.5, deviation: 128 },
        course: {
          ...settings.course,
          steps,
          rate: 0.1,
          rise: 0,
          fall: [5000, 7500, 10_000].map((at) =>
            Math.max(1, Math.round(at * steps / PUBLISHED))
          ),
        },
      },
    };
  });
}

/** Updates of the published run. */
const PUBLISHED = 30_000;
