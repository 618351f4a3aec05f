import type * as tf from "@tensorflow/tfjs";
import { compose } from "./compose.ts";
import { replaceKernel } from "./replace_kernel.ts";
import { intsOnHeap, onHeap } from "./wasm_heap.ts";

/**
 * Registers `UnsortedSegmentSum` on wasm, which lacks it: the gradient of `tf.gather`.
 *
 * Rows of x are added up by their segment's number; a number out of range is
 * left out, as tfjs's other engines do.
 */
export function registerUnsortedSegmentSumWasm(): void {
  replaceKernel<"x" | "segmentIds", { numSegments: number }>(
    "UnsortedSegmentSum",
    "wasm",
    () => ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) =>
      compose("wasm", backend, (run) => {
        const rest = x.shape.slice(segmentIds.shape.length);
        const size = rest.reduce((product, axis) => product * axis, 1);
        const sum = run("Fill", {}, {
          shape: [numSegments, ...rest],
          value: 0,
          dtype: "float32",
        }) as tf.TensorInfo;
        const [from, to] = [onHeap(backend, x), onHeap(backend, sum)];
        intsOnHeap(backend, segmentIds).forEach((segment, row) => {
          if (segment < 0 || segment >= numSegments) return;
          for (let i = 0; i < size; i++) {
            to[segment * size + i]! += from[row * size + i]!;
          }
        });
        return sum;
      }),
  );
}
