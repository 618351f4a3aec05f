import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertThrows } from "@std/assert";
import {
  adamUpdate,
  type AdamUpdateOptions,
  momentumUpdate,
  type MomentumUpdateOptions,
} from "../../../lib/engine/kernels/mod.ts";
import { useEngine } from "../../../lib/engine/mod.ts";
import { assertClose } from "../../_kit/close.ts";
import { onEngines } from "../../_kit/engines.ts";

const START = [1, -2, 3, 0.5, 0, -1];
const SHAPE: [number, number] = [2, 3];
const RATE = 0.1;

/** The gradient of step t, from the parameter as it then is: the same rule in the script below. */
function slope(param: ArrayLike<number>, t: number): number[] {
  return Array.from(param, (p, i) => Math.sin(p * 2 + i) + 0.1 * t);
}

/*
 * Made with torch 2.13:
 *   p = torch.tensor([[1, -2, 3], [0.5, 0, -1]], dtype=torch.float64)
 *   for t in 1, 2, 3:
 *     p.grad = torch.sin(p * 2 + torch.arange(6).reshape(2, 3)) + 0.1 * t; optimizer.step()
 */
const TORCH: Record<string, number[]> = {
  "adam": [
    0.6995493682,
    -1.7166581417,
    2.6995369135,
    0.8000131641,
    0.3000131641,
    -1.2903766563,
  ],
  "adamOptions": [
    0.702128133,
    -1.7482789662,
    2.7020555814,
    0.7955139396,
    0.2955139396,
    -1.2840409251,
  ],
  "adamL2": [
    0.6995259997,
    -1.699522989,
    2.69974712,
    0.7992651955,
    0.2994717879,
    -0.7090077861,
  ],
  "adamW": [
    0.6211529282,
    -1.5600075451,
    2.4467559738,
    0.7472574735,
    0.2910903141,
    -1.1965953831,
  ],
  "sgd": [
    0.3751535765,
    -2.0138436749,
    2.3598741519,
    0.8632346925,
    0.3632346925,
    -1.1997892078,
  ],
  "sgdOptions": [
    0.2981375391,
    -1.6405898858,
    2.0763173813,
    0.7419095287,
    0.3244752662,
    -1.0131181451,
  ],
  "sgdL2": [
    0.2284296587,
    -1.6296359615,
    1.9235402801,
    0.7652622979,
    0.3537680335,
    -1.002730355,
  ],
  "sgdNesterov": [
    0.1113775844,
    -2.0267276441,
    2.132787241,
    1.0463562002,
    0.5463562002,
    -1.3370096505,
  ],
};

const ADAM: Record<string, AdamUpdateOptions & { decoupled?: number }> = {
  adam: {},
  adamOptions: { beta1: 0.8, beta2: 0.9, epsilon: 1e-2 },
  adamL2: { weightDecay: 0.3 },
  adamW: { decoupled: 0.3 },
};

const SGD: Record<string, MomentumUpdateOptions & { decoupled?: number }> = {
  sgd: {},
  sgdOptions: { momentum: 0.5, nesterov: true, weightDecay: 0.3 },
  sgdL2: { weightDecay: 0.3 },
  sgdNesterov: { nesterov: true },
};

for (const [name, { decoupled, ...options }] of Object.entries(ADAM)) {
  onEngines(`adamUpdate() three times is torch's ${name}`, async () => {
    const { beta1 = 0.9, beta2 = 0.999 } = options;
    let state = {
      param: tf.tensor2d(START, SHAPE),
      firstMoment: tf.zeros(SHAPE) as tf.Tensor2D,
      secondMoment: tf.zeros(SHAPE) as tf.Tensor2D,
    };
    for (const t of [1, 2, 3]) {
      const before = await state.param.data();
      const input = {
        ...state,
        gradient: tf.tensor2d(slope(before, t), SHAPE),
        step: tf.scalar(RATE / (1 - beta1 ** t)),
        root: tf.scalar(Math.sqrt(1 - beta2 ** t)),
        ...(decoupled && { keep: tf.scalar(1 - RATE * decoupled) }),
      };
      const next = adamUpdate(input, options);
      assertEquals(await state.param.data(), before); // pure
      tf.dispose(input as unknown as tf.TensorContainer);
      state = next;
    }
    assertClose(await state.param.data(), TORCH[name]!, 1e-6);
    tf.dispose(state as unknown as tf.TensorContainer);
  });
}

for (const [name, options] of Object.entries(SGD)) {
  onEngines(`momentumUpdate() three times is torch's ${name}`, async () => {
    let state = {
      param: tf.tensor2d(START, SHAPE),
      velocity: tf.zeros(SHAPE) as tf.Tensor2D,
    };
    for (const t of [1, 2, 3]) {
      const before = await state.param.data();
      const input = {
        ...state,
        gradient: tf.tensor2d(slope(before, t), SHAPE),
        rate: tf.scalar(RATE),
      };
      const next = momentumUpdate(input, options);
      assertEquals(await state.param.data(), before); // pure
      tf.dispose(input as unknown as tf.TensorContainer);
      state = next;
    }
    assertClose(await state.param.data(), TORCH[name]!, 1e-6);
    tf.dispose(state as unknown as tf.TensorContainer);
  });
}

onEngines(
  "momentumUpdate() with keep shrinks the parameter first",
  async () => {
    const { param, velocity } = tf.tidy(() =>
      momentumUpdate({
        param: tf.tensor1d([2, 4]),
        gradient: tf.tensor1d([1, 0]),
        velocity: tf.tensor1d([1, 1]),
        rate: tf.scalar(0.1),
        keep: tf.scalar(0.5),
      }, { momentum: 0.5 })
    );
    assertClose(await param.data(), [1 - 0.15, 2 - 0.05], 1e-6);
    assertClose(await velocity.data(), [1.5, 0.5], 1e-6);
    tf.dispose([param, velocity]);
  },
);

Deno.test("updates name the tensor of another shape", async () => {
  await useEngine("cpu");
  tf.tidy(() => {
    const input = {
      param: tf.ones([2]),
      gradient: tf.ones([1]),
      velocity: tf.ones([2]),
      rate: tf.scalar(1),
    };
    assertThrows(
      () => momentumUpdate(input),
      RangeError,
      "Cannot update a parameter as gradient must have its shape [2]: current shape is [1]",
    );
    assertThrows(
      () =>
        adamUpdate({
          ...input,
          gradient: input.param,
          firstMoment: input.param,
          secondMoment: tf.ones([3]),
          step: input.rate,
          root: input.rate,
        }),
      RangeError,
      "Cannot update a parameter as secondMoment must have its shape [2]: current shape is [3]",
    );
  });
});
