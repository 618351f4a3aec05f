import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import {
  parameterCount,
  resnet50,
  type ResNet50Options,
} from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { placedAll } from "../_kit/on_engine.ts";

await useEngine("cpu");

Deno.test("resnet50() has torchvision's number of parameters, less its classifier's", () => {
  assertEquals(
    parameterCount(resnet50().params),
    25_557_032 - 2048 * 1000 - 1000,
  );
  // The caffe form adds a bias to each convolution: as many as batch norm scales.
  assertEquals(parameterCount(resnet50({ form: "caffe" }).params), 23_534_592);
  assertEquals(parameterCount(resnet50().state), 2 * 26_560);
});

Deno.test("resnet50() has torchvision's names and shapes", () => {
  const { params, state } = resnet50();
  const shapes = Object.fromEntries(
    Object.entries(params).map(([name, { shape }]) => [name, `${shape}`]),
  );
  assertEquals(Object.keys(params).length, 159);
  assertEquals(Object.keys(state).length, 106);
  assertEquals(shapes["conv1.weight"], "7,7,3,64");
  assertEquals(shapes["bn1.bias"], "64");
  assertEquals(shapes["layer1.0.conv1.weight"], "1,1,64,64");
  assertEquals(shapes["layer1.0.downsample.0.weight"], "1,1,64,256");
  assertEquals(shapes["layer1.0.downsample.1.weight"], "256");
  assertEquals(shapes["layer2.0.conv2.weight"], "3,3,128,128");
  assertEquals(shapes["layer3.5.conv3.weight"], "1,1,256,1024");
  assertEquals(shapes["layer4.2.bn3.weight"], "2048");
  assert("layer4.2.bn3.running_var" in state);
  assertEquals(shapes["layer3.6.conv1.weight"], undefined);
  assertEquals(shapes["layer1.1.downsample.0.weight"], undefined);
});

Deno.test("resnet50() puts its prefix before every name", () => {
  const { params, state } = resnet50({ prefix: "backbone.", width: 1 / 64 });
  const names = [...Object.keys(params), ...Object.keys(state)];
  assert(names.every((name) => name.startsWith("backbone.")));
});

/** The shapes of stem and stages of a 64 x 32 image, and of the whole. */
function shapesOf(options: ResNet50Options): string[] {
  return tf.tidy(() => {
    const net = resnet50({ width: 1 / 32, ...options });
    const drawn = net.init(random(1));
    const params = placedAll(drawn.params), state = placedAll(drawn.state);
    let maps = float(tf.ones([1, 64, 32, 3]), "batch row column channel");
    const whole = net.apply(params, state, maps, { train: false }).output;
    const shapes = [net.stem, ...net.stages].map((part) => {
      maps = part.apply(params, state, maps, { train: false }).output;
      return `${maps.shape}`;
    });
    assertEquals(whole.dataSync(), maps.dataSync());
    assertEquals(whole.shape[3], net.features);
    return shapes;
  });
}

Deno.test("resnet50() halves its maps at each stage but the first", () => {
  const wanted = ["1,16,8,2", "1,16,8,8", "1,8,4,16", "1,4,2,32", "1,2,1,64"];
  assertEquals(shapesOf({}), wanted);
  assertEquals(shapesOf({ form: "caffe" }), wanted);
});

Deno.test("resnet50() with last stride 1 keeps the maps of its third stage", () => {
  const wanted = ["1,16,8,2", "1,16,8,8", "1,8,4,16", "1,4,2,32", "1,4,2,64"];
  assertEquals(shapesOf({ lastStride: 1 }), wanted);
  assertEquals(shapesOf({ lastStride: 1, form: "caffe" }), wanted);
});

Deno.test("resnet50() multiplies its channels by the width", () => {
  assertEquals(resnet50({ width: 1 / 4 }).features, 512);
  assertEquals(resnet50({ width: 2 }).params["conv1.weight"]!.shape, [
    7,
    7,
    3,
    128,
  ]);
});

Deno.test("resnet50() refuses a width without whole channels", () => {
  for (const width of [0, -1, 1 / 100, NaN]) {
    assertThrows(
      () => resnet50({ width }),
      RangeError,
      `Cannot build a ResNet-50 as width x 64 must be a whole number of channels: current width is ${width}`,
    );
  }
});

Deno.test("resnet50() refuses another last stride, or form", () => {
  assertThrows(
    () => resnet50({ lastStride: 3 as 2 }),
    RangeError,
    "Cannot build a ResNet-50 as lastStride must be 1 or 2: current lastStride is 3",
  );
  assertThrows(
    () => resnet50({ form: "keras" as "caffe" }),
    RangeError,
    "its form must be one of torchvision, caffe",
  );
});

Deno.test("resnet50() with zeroResidual starts the last batch norm of each block at 0, and no other", () => {
  const { params } = resnet50({ width: 1 / 64, zeroResidual: true }).init(
    random(1),
  );
  const zeros = Object.entries(params).filter(([name, { values }]) =>
    name.endsWith(".weight") && values.every((value) => value === 0)
  ).map(([name]) => name);
  assertEquals(zeros.length, 16);
  assert(zeros.every((name) => name.endsWith(".bn3.weight")));
  const plain = resnet50({ width: 1 / 64 }).init(random(1)).params;
  assert(plain["layer1.0.bn3.weight"]!.values.every((value) => value === 1));
});

Deno.test("resnet50() of the form bot has no ReLU in its stem, and torchvision's entries", () => {
  const least = (form: "torchvision" | "bot") =>
    tf.tidy(() => {
      const net = resnet50({ width: 1 / 32, form });
      const drawn = net.init(random(1));
      const params = placedAll(drawn.params), state = placedAll(drawn.state);
      const image = float(
        tf.linspace(-3, 3, 32 * 16 * 3).reshape([1, 32, 16, 3]),
        "batch row column channel",
      );
      const { output } = net.stem.apply(params, state, image, { train: false });
      return tf.min(output).dataSync()[0]!;
    });
  assertEquals(least("torchvision"), 0);
  assert(least("bot") < 0);
  assertEquals(
    Object.keys(resnet50({ form: "bot" }).params),
    Object.keys(resnet50().params),
  );
});
