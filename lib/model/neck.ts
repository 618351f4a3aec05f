import type { Float } from "../tensor/mod.ts";
import { batchNorm } from "./batch_norm.ts";
import { dense } from "./dense.ts";
import { dropout } from "./dropout.ts";
import type { Layer } from "./layer.ts";
import { sequence } from "./sequence.ts";

/**
 * What follows the pooled feature, named as in the paper's comparison:
 *
 * - A: nothing;
 * - B: FC;
 * - C: FC, BN;
 * - D: BN, dropout, FC, BN: the paper's choice;
 * - BN: BN without a learnt bias, the BNNeck of BoT (arXiv 1903.07071).
 */
export type NeckName = "A" | "B" | "C" | "D" | "BN";

/** Options of {@linkcode neck}. */
export interface NeckOptions {
  /** Which neck. @default {"D"} */
  readonly neck?: NeckName;
  /** Features of the input. */
  readonly in: number;
  /** Features of the embedding; necks A and BN keep the input's. @default {1024} */
  readonly embed?: number;
  /** Part of the values dropped in neck D. @default {0.5} */
  readonly dropout?: number;
}

/** A neck and the size of its embedding. */
export interface Neck
  extends Layer<Float<"batch feature">, Float<"batch embed">> {
  /** Features of the embedding. */
  readonly embed: number;
}

/** The stream of the neck's dropout. */
const STREAM = 1;

type Rows = Float<"batch feature">;

const PARTS: Readonly<
  Record<NeckName, readonly ("bn1" | "bn" | "dropout" | "fc" | "bn2")[]>
> = {
  A: [],
  B: ["fc"],
  C: ["fc", "bn2"],
  D: ["bn1", "dropout", "fc", "bn2"],
  BN: ["bn"],
};

/**
 * The layers between the pooled feature and the embedding.
 *
 * Batch norms have ε 1e-5, in either form of the backbone.
 * The embedding is not scaled to length 1: losses that want that do it
 * themselves, and older ones need the length. Names: bn1 before the FC, fc,
 * bn2 after it; bn where there is no FC. Paper: arXiv 1807.00537, the settings by a reader's notes.
 *
 * @param prefix Put before every name, as "neck.".
 * @param options Which neck, and sizes.
 * @returns The layer and the size of its embedding.
 * @throws {RangeError} If there is no such neck.
 *
 * @example The paper's neck
 * ```ts
 * import { neck } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * const d = neck("neck.", { in: 2048 });
 * assertEquals(d.embed, 1024);
 * assertEquals(Object.keys(d.params).length, 6);
 * ```
 */
export function neck(prefix: string, options: NeckOptions): Neck {
  const { neck = "D", in: size, embed = 1024 } = options;
  if (!Object.hasOwn(PARTS, neck)) {
    throw new RangeError(
      `Cannot build a neck as it must be one of ${
        Object.keys(PARTS).join(", ")
      }: current neck is "${neck}"`,
    );
  }
  const layers = PARTS[neck].map((part) => {
    if (part === "bn1") {
      return batchNorm<Rows>(`${prefix}bn1`, { features: size });
    }
    if (part === "bn") {
      const options = { features: size, shift: false };
      return batchNorm<Rows>(`${prefix}bn`, options);
    }
    if (part === "dropout") {
      return dropout<Rows>({ rate: options.dropout ?? 0.5, stream: STREAM });
    }
    if (part === "fc") {
      return dense(`${prefix}fc`, { in: size, out: embed });
    }
    return batchNorm<Rows>(`${prefix}bn2`, { features: embed });
  }) as Layer<Rows, Rows>[];
  const all = sequence(layers) as unknown as Layer<Rows, Float<"batch embed">>;
  return { ...all, embed: PARTS[neck].includes("fc") ? embed : size };
}
