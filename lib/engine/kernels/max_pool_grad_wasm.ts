import type * as tf from "@tensorflow/tfjs";
import { compose } from "./compose.ts";
import { poolGeometry, type PoolingAttrs } from "./pooling_tensorflow.ts";
import { replaceKernel } from "./replace_kernel.ts";
import { onHeap } from "./wasm_heap.ts";

/**
 * Registers the gradient of maximum pooling on wasm; of equal values the first,
 * row by row, receives it, as in torch.
 *
 * The engine's own loses gradient values: pixels that were a window's maximum
 * are given 0.
 */
export function registerMaxPoolGradWasm(): void {
  replaceKernel<"dy" | "input", PoolingAttrs>(
    "MaxPoolGrad",
    "wasm",
    () => ({ inputs: { dy, input }, attrs, backend }) =>
      compose("wasm", backend, (run) => {
        const dx = run("Fill", {}, {
          shape: input.shape,
          value: 0,
          dtype: "float32",
        });
        scatterToMaximum(
          poolGeometry(input.shape, attrs),
          onHeap(backend, input),
          onHeap(backend, dy),
          onHeap(backend, dx),
        );
        return dx;
      }),
  );
}

function scatterToMaximum(
  info: tf.backend_util.Conv2DInfo,
  x: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  const { top, left } = info.padInfo;
  let out = 0;
  for (let picture = 0; picture < info.batchSize; picture++) {
    for (let y = 0; y < outHeight; y++) {
      const firstRow = Math.max(y * strideHeight - top, 0);
      const lastRow = Math.min(y * strideHeight - top + filterHeight, inHeight);
      for (let column = 0; column < outWidth; column++) {
        const firstColumn = Math.max(column * strideWidth - left, 0);
        const lastColumn = Math.min(
          column * strideWidth - left + filterWidth,
          inWidth,
        );
        for (let channel = 0; channel < inChannels; channel++, out++) {
          let best = -1;
          let maximum = -Infinity;
          for (let r = firstRow; r < lastRow; r++) {
            const line = (picture * inHeight + r) * inWidth;
            for (let c = firstColumn; c < lastColumn; c++) {
              const at = (line + c) * inChannels + channel;
              if (x[at]! > maximum) {
                maximum = x[at]!;
                best = at;
              }
            }
          }
          if (best >= 0) dx[best]! += dy[out]!;
        }
      }
    }
  }
}
