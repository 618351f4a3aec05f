import type { Criterion } from "../../lib/loss/mod.ts";
import type { RowLoss } from "./loss_case.ts";

/** Whether a property applies; if not, why. A test looks for a case that breaks it. */
export type Applies = true | string;

/** A loss that rises with a number, over samples whose angle to their own class is small enough. */
export interface Rises {
  readonly at: (hardness: number) => Criterion;
  readonly range: readonly [number, number];
  /** The largest angle, in radians, of a hardness. */
  readonly within: (hardness: number) => number;
}

/**
 * What holds of a loss. Of all of them hold, without a column: golden values
 * and slopes of PyTorch in batches of 1, 3 and 16; values follow the order of
 * the batch; neither a rotation of all rows nor other numbers for the classes
 * change them; none is below 0; value and slopes are finite at the edges and
 * alike on every engine; nothing leaks.
 */
export interface LossRow {
  readonly criterion: Criterion;
  /** A sample's value does not depend on the others of its batch. */
  readonly alone: Applies;
  /** The embedding's length does not count, and the gradient is at right angles to it. */
  readonly embeddingLength: Applies;
  /** The centres' lengths do not count, and the gradients are at right angles to them. */
  readonly weightLength: Applies;
  /** Moving embeddings and centres together changes nothing. */
  readonly shift: Applies;
  /** With one class the loss is 0. */
  readonly oneClass: Applies;
  /** The gradients are those of central differences. */
  readonly central: Applies;
  /** What it rises with. */
  readonly rises: Rises | string;
  /** What it becomes without its margin: the same values and slopes. */
  readonly plain: { readonly of: Criterion; readonly is: RowLoss } | string;
}

/** The columns. */
export type Columns = Omit<LossRow, "criterion">;

/** Of a linear classifier: lengths count. */
export const LINEAR: Columns = {
  alone: true,
  embeddingLength: "logits grow with |x|",
  weightLength: "logits grow with |W|",
  shift: "logits are products with the origin",
  oneClass: true,
  central: true,
  rises: "no margin",
  plain: "no margin",
};

/** Of cosines of embedding and centres. */
export const UNIT: Columns = {
  ...LINEAR,
  embeddingLength: true,
  weightLength: true,
  shift: "angles are seen from the origin",
};

/** Of distances between the embeddings of a batch. */
export const DISTANCE: Columns = {
  alone: "pairs of the batch",
  embeddingLength: "distances grow with |x|",
  weightLength: "no centres",
  shift: true,
  oneClass: true,
  central: true,
  rises: "no margin",
  plain: "no margin",
};

/** A loss that rises over a range, at angles up to a bound. */
export function rising(
  at: (hardness: number) => Criterion,
  range: readonly [number, number],
  within: (hardness: number) => number = () => Math.PI,
): Rises {
  return { at, range, within };
}
