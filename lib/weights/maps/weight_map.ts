import type { InputSpec, Size } from "../../data/mod.ts";
import type { FormName, NeckName } from "../../model/mod.ts";

/**
 * How the names in one project's files become the kit's, and what its weights
 * are made for. All of it is the project's own: none is guessed from a file.
 */
export interface WeightMap {
  /** Whose weights, in a line. */
  readonly about: string;
  /** The order of axes in its files. */
  readonly axes: "torch" | "keras";
  /** How its ResNet-50 is written. */
  readonly form: FormName;
  /** The pixels that it wants, of any size. */
  readonly input: (size?: Size) => InputSpec;
  /** What follows the pooled feature; null if the weights are a backbone's alone. */
  readonly neck: NeckName | null;
  /** The stride of the last stage that it was trained with; null if users choose. */
  readonly lastStride: 1 | 2 | null;
  /**
   * The kit's name of an entry.
   *
   * @param name The file's.
   * @returns The kit's; null if the entry is known and without use (a classifier, a counter); undefined if it is unknown.
   */
  readonly rename: (name: string) => string | null | undefined;
}

/** A beginning of names, and what takes its place; null for entries without use. */
export type Rule = readonly [beginning: RegExp, to: string | null];

/** Names as torchvision's ResNet has them, below its own beginning. */
export const RESNET = String.raw`(?=(?:conv1|bn1|layer[1-4]\.\d)\.)`;

/**
 * Renames by the first rule whose beginning fits. Torch's counters of batches
 * have no use anywhere.
 */
export function byRules(rules: readonly Rule[]): WeightMap["rename"] {
  return (name) => {
    for (const [beginning, to] of rules) {
      if (!beginning.test(name)) continue;
      return to === null || name.endsWith(".num_batches_tracked")
        ? null
        : name.replace(beginning, to);
    }
    return undefined;
  };
}
