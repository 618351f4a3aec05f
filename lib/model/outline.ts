import { parameterCount } from "./layer.ts";
import type { SphereReid } from "./sphere_reid.ts";

/** One part of a network, as a table shows it. */
export interface OutlineRow {
  /** stem, layer1 to layer4, pooled, embedding. */
  readonly part: string;
  /** Shape of its output for one image, without the batch. */
  readonly shape: readonly number[];
  /** How many numbers it learns. */
  readonly parameters: number;
}

/**
 * The parts of a network, the shapes of their outputs and their parameters,
 * without allocating any: what a dry run prints.
 *
 * @param model The network.
 * @param height Rows of the image.
 * @param width Columns of the image.
 * @returns One row a part.
 * @throws {RangeError} If the image is empty.
 *
 * @example The paper's image
 * ```ts
 * import { outline, sphereReid } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = outline(sphereReid(), 256, 128);
 * assertEquals(rows.find(({ part }) => part === "layer4")?.shape, [8, 4, 2048]);
 * ```
 */
export function outline(
  model: SphereReid,
  height: number,
  width: number,
): OutlineRow[] {
  if (!(height >= 1 && width >= 1)) {
    throw new RangeError(
      `Cannot outline a network as the image must have rows and columns: current size is ${height} x ${width}`,
    );
  }
  const { backbone, neck } = model;
  const halved = (sides: readonly number[], stride: number) =>
    sides.map((side) => Math.floor((side - 1) / stride) + 1);
  // Odd kernels padded by half their size: ceil(side / stride), twice.
  let sides = halved(halved([height, width], 2), 2);
  const rows: OutlineRow[] = [{
    part: "stem",
    shape: [...sides, backbone.features / 32],
    parameters: parameterCount(backbone.stem.params),
  }];
  backbone.stages.forEach((stage, index) => {
    sides = halved(sides, backbone.strides[index]!);
    rows.push({
      part: `layer${index + 1}`,
      shape: [...sides, backbone.features / 2 ** (3 - index)],
      parameters: parameterCount(stage.params),
    });
  });
  rows.push(
    { part: "pooled", shape: [backbone.features], parameters: 0 },
    {
      part: "embedding",
      shape: [neck.embed],
      parameters: parameterCount(neck.params),
    },
  );
  return rows;
}
