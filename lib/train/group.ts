import type { Learner } from "./learner.ts";

/** Parameters that learn at a rate of their own, or not from the start. */
export interface ParameterGroup {
  /** What it is called; names must differ. */
  readonly name: string;
  /** Whether a parameter belongs to it; the first group that has one takes it. */
  readonly has: (parameter: string) => boolean;
  /** Multiplies the schedule's rate. @default {1} */
  readonly rate?: number;
  /**
   * Updates of the run in which it rests: no gradient, no update, no memory of
   * the optimizer. Its own updates are counted from there, as torch counts
   * those of a parameter that had no gradient before.
   *
   * @default {0}
   */
  readonly from?: number;
}

/** All parameters, at the schedule's rate. */
const ALL: readonly ParameterGroup[] = [{ name: "all", has: () => true }];

/** The parameters of each group that moves in an update, and the optimizer's numbers for them. */
export interface Movement {
  /** Parameter names by group. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Whether a group rests. */
  readonly isResting: boolean;
  /** Stands for the set of groups that move. */
  readonly key: string;
}

/**
 * Which parameters move in an update.
 *
 * @throws {RangeError} If a parameter is in no group, two groups share a name, or all rest.
 */
export function movementOf(
  learner: Learner,
  groups: readonly ParameterGroup[] = ALL,
  step = 0,
): Movement {
  const names: Record<string, string[]> = {};
  for (const { name } of groups) {
    if (Object.hasOwn(names, name)) {
      throw new RangeError(
        `Cannot group parameters as names must differ: two groups are "${name}"`,
      );
    }
    names[name] = [];
  }
  for (const parameter of Object.keys(learner.params)) {
    const group = groups.find(({ has }) => has(parameter));
    if (group === undefined) {
      throw new RangeError(
        `Cannot group parameters as each must be in a group: "${parameter}" is in none`,
      );
    }
    names[group.name]!.push(parameter);
  }
  const filled = groups.filter(({ name }) => names[name]!.length > 0);
  const moving = filled.filter(({ from = 0 }) => from <= step);
  if (moving.length === 0) {
    throw new RangeError(
      `Cannot update the learner as a parameter must move: all groups rest at step ${step} (${
        filled.map(({ name, from }) => `${name} until ${from}`).join(", ")
      }), let one begin sooner`,
    );
  }
  return {
    names: Object.fromEntries(moving.map(({ name }) => [name, names[name]!])),
    isResting: moving.length < filled.length,
    key: JSON.stringify(moving.map(({ name }) => name)),
  };
}

/** The optimizer's numbers of an update, for each group that moves. */
export function groupScalars(
  scalars: (rate: number, count: number) => Readonly<Record<string, number>>,
  groups: readonly ParameterGroup[] = ALL,
  { step, rate }: { readonly step: number; readonly rate: number },
): Record<string, Readonly<Record<string, number>>> {
  return Object.fromEntries(
    groups.filter(({ from = 0 }) => from <= step)
      .map((
        { name, rate: factor = 1, from = 0 },
      ) => [name, scalars(rate * factor, step - from + 1)]),
  );
}
