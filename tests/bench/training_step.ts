import { criterionOf, modelOf, optimizerOf } from "../../lib/run/mod.ts";
import { presets, type Recipe } from "../../lib/recipe/mod.ts";
import { random } from "../../lib/random/mod.ts";
import {
  createLearner,
  disposeLearner,
  updateStep,
} from "../../lib/train/mod.ts";
import type { Side } from "./harness.ts";

/** The size of a training step under test. */
export interface StepSize {
  /** Images. */
  readonly batch: number;
  /** Rows of an image. */
  readonly height: number;
  /** Columns of an image. */
  readonly width: number;
  /** Persons that the loss knows. */
  readonly classes: number;
}

/** The recipe whose model, loss and optimizer both sides have: the paper's. */
const RECIPE: Recipe = presets.paper.recipe;

/** The kit's own step, on the engine in use. */
export function kitStep(name: string, size: StepSize): Side {
  const { batch, height, width, classes } = size;
  const [model, criterion, optimizer] = [
    modelOf(RECIPE),
    criterionOf(RECIPE),
    optimizerOf(RECIPE),
  ];
  const rng = random(1);
  const trunk = model.init(rng.split("model"));
  const head = criterion.init(rng.split("loss"), {
    classes,
    embed: model.neck.embed,
    feature: model.backbone.features,
  });
  const learner = createLearner({
    params: { ...trunk.params, ...head.params },
    state: { ...trunk.state, ...head.state },
  }, optimizer);
  const values = rng.split("image");
  const image = Float32Array.from(
    { length: batch * height * width * 3 },
    () => values.normal(),
  );
  const label = Int32Array.from({ length: batch }, () => values.int(classes));
  const samples = Array.from(
    label,
    (person) => ({ path: "", person, camera: 1 }),
  );
  const host = {
    image,
    shape: [batch, height, width, 3] as const,
    label,
    samples,
  };
  let [step, most] = [0, 0];
  return {
    name,
    async run() {
      const start = performance.now();
      await updateStep({ model, criterion, optimizer }, learner, [host], {
        step,
        rate: 1e-4,
        random: rng.split("step", step++),
      });
      most = Math.max(most, Deno.memoryUsage().rss);
      return (performance.now() - start) / 1000;
    },
    end() {
      disposeLearner(learner);
      return Promise.resolve(most / 1e9);
    },
  };
}

/** PyTorch's step, in a process of its own that waits for its turn. */
export async function torchStep(
  python: string,
  layout: "nchw" | "channels_last",
  size: StepSize,
): Promise<Side> {
  const { batch, height, width, classes } = size;
  const process = new Deno.Command(python, {
    args: [
      new URL("./torch_step.py", import.meta.url).pathname,
      ...[batch, height, width, classes, RECIPE.model.lastStride].map(String),
      layout,
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const words = process.stdin.getWriter();
  const say = (word: string) =>
    words.write(new TextEncoder().encode(`${word}\n`));
  const lines = readLines(process.stdout);
  const hear = async () => {
    const { value, done } = await lines.next();
    if (!done) return value;
    const { stderr } = await process.output().catch(() => ({ stderr: null }));
    throw new Error(
      `Cannot time PyTorch as "${python}" ended: ${
        stderr ? new TextDecoder().decode(stderr).trim().split("\n").at(-1) : ""
      }: install torch==2.13.0 there or pass --python`,
    );
  };
  const version = await hear();
  return {
    name: `${version.split(" threads")[0]}, eager, ${layout}`,
    async run() {
      await say("go");
      return Number(await hear());
    },
    async end() {
      await say("end");
      const peak = Number(await hear());
      await words.close();
      await process.stderr.cancel();
      await process.status;
      return peak;
    },
  };
}

async function* readLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, never> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    rest += text;
    const lines = rest.split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
  return undefined as never;
}
