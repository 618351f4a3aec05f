import * as tf from "@tensorflow/tfjs";
import { compose } from "./compose.ts";
import type { EngineName } from "./engine_name.ts";
import { poolGeometry, type PoolingAttrs } from "./pooling_tensorflow.ts";
import { release } from "./release.ts";
import { type Kernel, replaceKernel } from "./replace_kernel.ts";

/**
 * Registers average pooling over the pixels inside the picture, and a gradient
 * that agrees with it.
 *
 * tfjs's forward kernels divide by the number of pixels inside the picture,
 * their gradients by the size of the window: wrong at every padded border. And
 * tensorflow's refuse a padding that is a number.
 *
 * @param engine The engine.
 */
export function registerAveragePool(engine: EngineName): void {
  replaceKernel<"dy" | "input", PoolingAttrs>(
    "AvgPoolGrad",
    engine,
    (original) => ({ inputs: { dy, input }, attrs, backend }) => {
      const info = poolGeometry(input.shape, attrs);
      if (!padded(info)) {
        return original!({ inputs: { dy, input }, attrs, backend });
      }
      const share = windowShare(info);
      try {
        return compose(engine, backend, (run) => {
          const shared = run("Multiply", { a: dy, b: share });
          return engine === "tensorflow"
            ? run("Slice", {
              x: run(
                "AvgPoolGrad",
                {
                  dy: shared,
                  input: { ...input, shape: paddedShape(info) },
                },
                { ...attrs, pad: "valid" },
              ),
            }, {
              begin: [0, info.padInfo.top, info.padInfo.left, 0],
              size: info.inShape,
            })
            : original!({
              inputs: { dy: shared, input },
              attrs,
              backend,
            }) as tf.TensorInfo;
        });
      } finally {
        share.dispose();
      }
    },
  );
  if (engine === "tensorflow") {
    replaceKernel<"x", PoolingAttrs>("AvgPool", engine, averagePool);
  }
}

function averagePool(
  original: Kernel<"x", PoolingAttrs> | undefined,
): Kernel<"x", PoolingAttrs> {
  return ({ inputs: { x }, attrs, backend }) => {
    const info = poolGeometry(x.shape, attrs);
    if (!padded(info)) return original!({ inputs: { x }, attrs, backend });
    const share = windowShare(info);
    try {
      return compose("tensorflow", backend, (run) => {
        const whole = run("PadV2", { x }, {
          paddings: paddings(info),
          constantValue: 0,
        });
        const mean = original!({
          inputs: { x: whole },
          attrs: { ...attrs, pad: "valid" },
          backend,
        }) as tf.TensorInfo;
        const result = run("Multiply", { a: mean, b: share });
        release(mean, backend);
        return result;
      });
    } finally {
      share.dispose();
    }
  };
}

function padded({ padInfo }: tf.backend_util.Conv2DInfo): boolean {
  return padInfo.top + padInfo.bottom + padInfo.left + padInfo.right > 0;
}

function paddings(
  { padInfo, ...info }: tf.backend_util.Conv2DInfo,
): [number, number][] {
  // A stride may leave pixels at the end that no window reaches: "valid" must leave them too.
  const bottom = (info.outHeight - 1) * info.strideHeight + info.filterHeight -
    info.inHeight - padInfo.top;
  const right = (info.outWidth - 1) * info.strideWidth + info.filterWidth -
    info.inWidth - padInfo.left;
  return [
    [0, 0],
    [padInfo.top, Math.max(bottom, 0)],
    [padInfo.left, Math.max(right, 0)],
    [0, 0],
  ];
}

function paddedShape(info: tf.backend_util.Conv2DInfo): number[] {
  return paddings(info).map(([before, after], axis) =>
    before + info.inShape[axis]! + after
  );
}

/** Size of the window over the pixels of it that lie inside the picture, `[1, row, column, 1]`. */
function windowShare(info: tf.backend_util.Conv2DInfo): tf.Tensor {
  const inside = (
    size: number,
    count: number,
    stride: number,
    window: number,
    before: number,
  ) =>
    Array.from({ length: count }, (_, index) => {
      const start = index * stride - before;
      return Math.min(start + window, size) - Math.max(start, 0);
    });
  const rows = inside(
    info.inHeight,
    info.outHeight,
    info.strideHeight,
    info.filterHeight,
    info.padInfo.top,
  );
  const columns = inside(
    info.inWidth,
    info.outWidth,
    info.strideWidth,
    info.filterWidth,
    info.padInfo.left,
  );
  const window = info.filterHeight * info.filterWidth;
  return tf.tensor4d(
    rows.flatMap((row) => columns.map((column) => window / (row * column))),
    [1, info.outHeight, info.outWidth, 1],
  );
}
