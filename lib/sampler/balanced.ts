import type { Random } from "../random/mod.ts";
import type { Sampler } from "./sampler.ts";
import { checkEpoch, checkWhole } from "./whole.ts";

/** The shape of a balanced batch and the length of an epoch. */
export interface BalancedOptions {
  /**
   * P, persons a batch.
   *
   * @default {16}
   */
  readonly persons?: number;
  /**
   * K, images a person.
   *
   * @default {4}
   */
  readonly images?: number;
  /**
   * What an epoch goes through once. "identities": each person at most once,
   * floor(persons / P) batches, as the public SphereReID re-implementation
   * counts (46 for Market-1501). "images": as many images as there are,
   * floor(images / (P K)) batches and at least one (202 for Market-1501), the
   * persons being shuffled anew whenever fewer than P are left.
   *
   * @default {"identities"}
   */
  readonly epochUnit?: "identities" | "images";
}

/**
 * Balanced batches: P persons, K images of each, so that every image has
 * others of its person and of other persons beside it.
 *
 * The P persons of a batch are distinct. A person's K images are distinct
 * where it has K; one with fewer gives each of them once and fills up by
 * drawing from them with replacement. A batch lists person after person.
 *
 * @param label The label of each sample.
 * @param random Decides the order; only `split` of it is called.
 * @param options P, K and the unit of an epoch.
 * @returns The sampler.
 * @throws {TypeError} If P or K is not a whole number.
 * @throws {RangeError} If P or K is below 1, there are fewer than P persons, or the unit is unknown.
 *
 * @example Two persons, two images each
 * ```ts
 * import { balanced } from "@spherereid/kit/sampler";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const label = [0, 0, 0, 1, 1, 1, 2, 2, 2];
 * const sampler = balanced(label, random(1), { persons: 2, images: 2 });
 * assertEquals([sampler.batch, sampler.stepsPerEpoch], [4, 1]);
 * const labels = [...sampler.epoch(0)[0]!].map((index) => label[index]!);
 * assertEquals(new Set(labels).size, 2);
 * ```
 */
export function balanced(
  label: ArrayLike<number>,
  random: Random,
  options: BalancedOptions = {},
): Sampler {
  const { persons: p = 16, images: k = 4, epochUnit = "identities" } = options;
  checkWhole("persons a batch (P)", p);
  checkWhole("images a person (K)", k);
  const groups = new Map<number, number[]>();
  for (let index = 0; index < label.length; index++) {
    const group = groups.get(label[index]!);
    if (group === undefined) groups.set(label[index]!, [index]);
    else group.push(index);
  }
  const people = [...groups.keys()].sort((a, b) => a - b);
  if (p > people.length) {
    throw new RangeError(
      `Cannot sample batches as ${p} persons a batch must be found: there ${
        people.length === 1 ? "is 1 person" : `are ${people.length} persons`
      }, pass a smaller P`,
    );
  }
  const round = Math.floor(people.length / p);
  const stepsPerEpoch = {
    identities: round,
    images: Math.max(1, Math.floor(label.length / (p * k))),
  }[epochUnit];
  if (stepsPerEpoch === undefined) {
    throw new RangeError(
      `Cannot sample batches as the unit of an epoch must be "identities" or "images": current unit is "${epochUnit}", pass one of them`,
    );
  }
  return {
    name: `balanced P=${p} K=${k}, epoch of ${epochUnit}`,
    batch: p * k,
    stepsPerEpoch,
    epoch(epoch) {
      checkEpoch(epoch);
      const draw = random.split("balanced", epoch);
      const batches: Int32Array[] = [];
      let order: number[] = [];
      while (batches.length < stepsPerEpoch) {
        if (order.length < p) order = draw.shuffle(people);
        const chosen = order.splice(0, p);
        batches.push(Int32Array.from(
          chosen.flatMap((person) => pick(groups.get(person)!, k, draw)),
        ));
      }
      return batches;
    },
  };
}

function pick(
  images: readonly number[],
  count: number,
  draw: Random,
): number[] {
  const picked = draw.shuffle(images).slice(0, count);
  while (picked.length < count) picked.push(images[draw.int(images.length)]!);
  return picked;
}
