import { compose } from "./compose.ts";
import { replaceKernel } from "./replace_kernel.ts";
import type * as tf from "@tensorflow/tfjs";

/**
 * Registers wasm's matrix product so that a transposed matrix is turned first.
 *
 * The engine's fast product (XNNPACK) knows no transposition; it falls back on a
 * loop ten times slower, in every gradient of a dense layer.
 */
export function registerMatrixProductWasm(): void {
  replaceKernel<"a" | "b", { transposeA: boolean; transposeB: boolean }>(
    "BatchMatMul",
    "wasm",
    (original) => ({ inputs: { a, b }, attrs, backend }) => {
      const { transposeA, transposeB } = attrs;
      const flat = a.shape.length === 2 && b.shape.length === 2;
      if (!flat || !(transposeA || transposeB)) {
        return original!({ inputs: { a, b }, attrs, backend });
      }
      return compose("wasm", backend, (run) => {
        const turn = (x: tf.TensorInfo) =>
          run("Transpose", { x }, { perm: [1, 0] });
        return run("BatchMatMul", {
          a: transposeA ? turn(a) : a,
          b: transposeB ? turn(b) : b,
        }, { transposeA: false, transposeB: false });
      });
    },
  );
}
