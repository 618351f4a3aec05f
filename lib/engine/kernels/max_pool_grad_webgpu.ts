import { poolGeometry, type PoolingAttrs } from "./pooling_tensorflow.ts";
import { replaceKernel } from "./replace_kernel.ts";
import { runFlatProgram } from "./webgpu_program.ts";

/**
 * Registers the gradient of maximum pooling on webgpu, where of equal values the
 * first, row by row, receives it, as in torch and on the other engines.
 *
 * tfjs's own gives it to the last.
 */
export function registerMaxPoolGradWebgpu(): void {
  replaceKernel<"dy" | "input" | "output", PoolingAttrs>(
    "MaxPoolGrad",
    "webgpu",
    () => ({ inputs: { dy, input, output }, attrs, backend }) => {
      const info = poolGeometry(input.shape, attrs);
      return runFlatProgram(backend, {
        name: "kit_max_pool_grad",
        inputs: { dy, x: input, y: output },
        shape: input.shape,
        ints: {
          inHeight: info.inHeight,
          inWidth: info.inWidth,
          channels: info.inChannels,
          outHeight: info.outHeight,
          outWidth: info.outWidth,
          filterHeight: info.filterHeight,
          filterWidth: info.filterWidth,
          strideHeight: info.strideHeight,
          strideWidth: info.strideWidth,
          padTop: info.padInfo.top,
          padLeft: info.padInfo.left,
        },
        functions: FIRST_OF_ITS_VALUE,
        text: TEXT,
      });
    },
  );
}

/** Whether no pixel of the window before this one has its value. */
const FIRST_OF_ITS_VALUE = `
fn isFirst(picture : i32, channel : i32, top : i32, left : i32, row : i32, column : i32, own : f32) -> bool {
  for (var r = max(top, 0); r <= row; r++) {
    let last = min(left + uniforms.filterWidth, uniforms.inWidth);
    for (var c = max(left, 0); c < last; c++) {
      if (r == row && c >= column) { return true; }
      if (x[((picture * uniforms.inHeight + r) * uniforms.inWidth + c) * uniforms.channels + channel] == own) {
        return false;
      }
    }
  }
  return true;
}`;

const TEXT = `
let channel = index % uniforms.channels;
let column = (index / uniforms.channels) % uniforms.inWidth;
let row = (index / (uniforms.channels * uniforms.inWidth)) % uniforms.inHeight;
let picture = index / (uniforms.channels * uniforms.inWidth * uniforms.inHeight);
let own = x[index];
let lastY = min((row + uniforms.padTop) / uniforms.strideHeight, uniforms.outHeight - 1);
let lastX = min((column + uniforms.padLeft) / uniforms.strideWidth, uniforms.outWidth - 1);
for (var oy = lastY; oy >= 0; oy--) {
  let top = oy * uniforms.strideHeight - uniforms.padTop;
  if (top + uniforms.filterHeight <= row) { break; }
  for (var ox = lastX; ox >= 0; ox--) {
    let left = ox * uniforms.strideWidth - uniforms.padLeft;
    if (left + uniforms.filterWidth <= column) { break; }
    let at = ((picture * uniforms.outHeight + oy) * uniforms.outWidth + ox) * uniforms.channels + channel;
    if (y[at] == own && isFirst(picture, channel, top, left, row, column, own)) {
      value += dy[at];
    }
  }
}`;
