import type { Shape } from "./attribute.ts";

/** A shape's sizes as the C API takes them; none where the rank is unknown. */
export function sizesOf(shape: Shape): BigInt64Array<ArrayBuffer> {
  return BigInt64Array.from(shape ?? [], BigInt);
}

/** A shape's rank as the C API takes it, -1 where it is unknown. */
export function rankOf(shape: Shape): number {
  return shape === null ? -1 : shape.length;
}
