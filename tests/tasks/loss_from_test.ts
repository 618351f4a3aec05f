import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  checkRecipe,
  defaultLoss,
  type LossName,
  presets,
} from "../../lib/recipe/mod.ts";
import { help, readFlags, UsageError } from "../../tasks/flags.ts";
import {
  keysOf,
  LOSS_FLAGS,
  LOSS_NAMES,
  type LossKey,
  takersOf,
} from "../../tasks/loss_flags.ts";
import { lossFrom } from "../../tasks/loss_from.ts";

const task = {
  name: "train",
  summary: "Trains",
  examples: [],
  flags: LOSS_FLAGS,
} as const;

const demo = presets.demo.recipe.loss;

function read(...args: string[]): object {
  return lossFrom(demo, readFlags(task, args));
}

/** A value that no loss begins with, as it is typed and as a recipe has it. */
const TYPED: Readonly<Record<LossKey, readonly [string, unknown]>> = {
  scale: ["17", 17],
  learn: ["yes", true],
  floor: ["0.02", 0.02],
  kind: ["angle", "angle"],
  centres: ["2", 2],
  margin: ["0.15", 0.15],
  m1: ["0.9", 0.9],
  m2: ["0.4", 0.4],
  m3: ["0.1", 0.1],
  times: ["3", 3],
  form: ["clamped", "clamped"],
  lambda: ["clcarwin", "clcarwin"],
  gradient: ["straight-through", "straight-through"],
  beyond: ["easy", "easy"],
  dynamic: ["no", false],
  squared: ["yes", true],
  bias: ["no", false],
  smoothing: ["0.2", 0.2],
  spread: ["others", "others"],
  deviation: ["0.5", 0.5],
  hardest: ["0.25", 0.25],
};

Deno.test("lossFrom() without flags gives the recipe's loss", () => {
  assertEquals(read(), demo);
  assertEquals(read("--scale", "9"), { ...demo, scale: 9 });
  assertEquals(read("--loss", "sphere", "--scale", "9"), { ...demo, scale: 9 });
});

Deno.test("lossFrom() begins another loss with its own options", () => {
  for (const name of LOSS_NAMES.filter((name) => name !== demo.name)) {
    assertEquals(read("--loss", name), defaultLoss(name));
  }
});

Deno.test("every flag of every loss reaches a recipe that can be used", () => {
  for (const name of LOSS_NAMES) {
    for (const key of keysOf(name)) {
      const [typed, wanted] = key === "bias" && name === "softmaxTriplet"
        ? ["yes", true]
        : TYPED[key];
      const flag = `--${key}`;
      const loss = read("--loss", name, flag, typed) as Record<string, unknown>;
      assertEquals(loss[key], wanted, `${name} ${flag}`);
      assert(loss[key] !== (defaultLoss(name) as typeof loss)[key], name);
      checkRecipe({ ...presets.demo.recipe, loss }, name);
    }
  }
});

Deno.test("lossFrom() takes names in any case, with hyphens or underscores", () => {
  for (const text of ["cosface", "cos-face", "CosFace", "COS_FACE"]) {
    assertEquals(read("--loss", text), defaultLoss("cosFace"));
  }
  assertEquals(read("--loss", "a-softmax"), defaultLoss("aSoftmax"));
});

Deno.test("lossFrom() lists the losses to an unknown one, and names the nearest", () => {
  const list = LOSS_NAMES.join(", ");
  for (
    const [text, near] of [["cosfase", ": did you mean cosFace?"], [
      "circle_sofmax",
      ": did you mean circleSoftmax?",
    ], ["contrastive-loss", ""]]
  ) {
    assertThrows(
      () => read("--loss", text!),
      UsageError,
      `Cannot use the loss "${text}" as it must be one of ${list}${near}`,
    );
  }
});

Deno.test("lossFrom() says whose a flag is that the loss does not take", () => {
  const error = assertThrows(
    () => read("--loss", "normSoftmax", "--m1", "2"),
    UsageError,
  );
  const takes = keysOf("normSoftmax").map((key) => `--${key}`).join(", ");
  assertEquals(
    error.message,
    `Cannot use --m1 as the loss is normSoftmax: it belongs to combinedMargin; normSoftmax takes ${takes}`,
  );
  assert(takes.startsWith("--scale") && takes.endsWith("--hardest"));
});

Deno.test("each loss refuses each flag that is not its own", () => {
  for (const name of LOSS_NAMES) {
    for (const key of Object.keys(TYPED) as LossKey[]) {
      if (keysOf(name).includes(key)) continue;
      assertThrows(
        () => read("--loss", name, `--${key}`, TYPED[key][0]),
        UsageError,
        `it belongs to ${takersOf(key).join(", ")};`,
      );
    }
  }
});

Deno.test("lossFrom() reads soft margins, lambdas by name and number, and all as the hardest part", () => {
  const own = (name: LossName, ...args: string[]) =>
    read("--loss", name, ...args) as Record<string, unknown>;
  assertEquals(
    own("batchHardTriplet", "--margin", "soft")["margin"],
    "soft",
  );
  assertEquals(own("lSoftmax", "--lambda", "2.5")["lambda"], 2.5);
  const { loss } = presets.coincheung.recipe;
  const flags = readFlags(task, ["--hardest", "1"]);
  assertEquals(lossFrom(loss, flags), { ...loss, hardest: null });
});

Deno.test("lossFrom() refuses a margin and a lambda that are none", () => {
  assertThrows(
    () => read("--loss", "cosFace", "--margin", "soft"),
    UsageError,
    'Cannot read --margin as it must be a number of at least 0: current value is "soft"',
  );
  assertThrows(
    () => read("--loss", "softmaxTriplet", "--margin", "sof"),
    UsageError,
    'Cannot read --margin as it must be a number of at least 0 or soft: current value is "sof", did you mean soft?',
  );
  assertThrows(
    () => read("--loss", "lSoftmax", "--lambda=-1"),
    UsageError,
    "Cannot read --lambda as it must be a number of at least 0 or lSoftmaxMnist or lSoftmaxCifar10 or sphereFace20 or clcarwin or amirhfarzaneh: current value is",
  );
});

Deno.test("each loss flag's help says which losses take it", () => {
  const text = help(task, { width: 1000 });
  const line = (flag: string) =>
    text.split("\n").find((line) => line.includes(`  --${flag} `))!;
  assert(line("m1").endsWith("(combinedMargin)"));
  assert(line("hardest").endsWith("(any loss)"));
  assert(
    line("smoothing").endsWith(
      "(all but circlePair, batchHardTriplet, weightedTriplet, centre)",
    ),
  );
  for (const name of LOSS_NAMES) assert(line("loss").includes(name));
});
