import {
  criterionOf,
  kitVersion,
  modelOf,
  optimizerOf,
} from "../../lib/run/mod.ts";
import { presets, type Recipe } from "../../lib/recipe/mod.ts";
import { random } from "../../lib/random/mod.ts";
import {
  createLearner,
  createStep,
  disposeLearner,
} from "../../lib/train/mod.ts";
import { progress } from "../../tasks/terminal.ts";
import { startChild } from "./child.ts";
import { race, type Side, type SideResult } from "./harness.ts";
import { subject } from "./subject.ts";

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

/** One training step of the full net. */
export const step = subject({
  summary:
    "Times a training step of the full ResNet-50 beside PyTorch's, in turn, in one run.",
  flags: {
    batch: {
      group: "Size",
      type: "integer",
      least: 1,
      default: 16,
      help: "images a step",
    },
    height: {
      group: "Size",
      type: "integer",
      least: 32,
      default: 256,
      help: "rows of an image",
    },
    width: {
      group: "Size",
      type: "integer",
      least: 32,
      default: 128,
      help: "columns of an image",
    },
    classes: {
      group: "Size",
      type: "integer",
      least: 2,
      default: 751,
      help: "persons",
    },
    device: {
      group: "Opponent",
      type: "choice",
      choices: ["cpu", "cuda", "cuda-tf32"],
      default: "cpu",
      help: "where torch computes; cuda is strict float32",
    },
    eager: {
      group: "Size",
      type: "boolean",
      help: "run the kit's step op by op too",
    },
  },
  async race(flags, engine) {
    const { batch, height, width, classes }: StepSize = flags.quick
      ? { batch: 2, height: 64, width: 32, classes: 10 }
      : flags;
    const size = { batch, height, width, classes };
    const rounds = flags.quick ? 1 : flags.rounds;
    const name = `kit ${kitVersion}, ${engine.name}`;
    const onHost = engine.name !== "webgpu";
    const sides: Side[] = [
      kitStep(`${name}, compiled`, size, { compiled: true, onHost }),
    ];
    if (flags.eager) {
      const how = { compiled: false, onHost };
      sides.push(kitStep(`${name}, eager`, size, how));
    }
    if (flags.python !== undefined) {
      for (const layout of ["nchw", "channels_last"] as const) {
        sides.push(await torchStep(flags.python, layout, flags.device, size));
      }
    }
    const bar = progress({ label: "race", total: rounds, unit: "rounds" });
    const results = await race(sides, rounds, 1, (round, seconds) => {
      const all = seconds.map((value) => `${value.toFixed(2)} s`);
      bar.update(round + 1, all.join("  "));
    });
    bar.end();
    return {
      what: "one training step: forward, backward, Adam",
      size,
      sides: results,
    };
  },
  table({ size: { batch, height, width, classes }, sides }) {
    const [first] = sides as [SideResult];
    const wide = Math.max(...sides.map(({ name }) => name.length)) + 2;
    return [
      `a training step, ${batch} images of ${height}x${width}, ${classes} persons, median of ${first.seconds.length}`,
      ...sides.map(({ name, median, peakGB }) =>
        `${name.padEnd(wide)}${
          (batch / median).toFixed(2).padStart(7)
        } images/s  ${
          (first.median / median).toFixed(2).padStart(5)
        } x the first  ${
          peakGB === null ? "" : `${peakGB.toFixed(1)} GB at most`
        }`
      ),
    ];
  },
});

/** The kit's own step, on the engine in use; a GPU's memory is not seen from here. */
function kitStep(
  name: string,
  size: StepSize,
  { compiled, onHost }: { compiled: boolean; onHost: boolean },
): Side {
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
  const update = createStep({ model, criterion, optimizer }, learner, {
    compiled,
  });
  let [step, most] = [0, 0];
  return {
    name,
    async run() {
      const start = performance.now();
      await update([host], {
        step,
        rate: 1e-4,
        random: rng.split("step", step++),
      });
      most = Math.max(most, Deno.memoryUsage().rss);
      return (performance.now() - start) / 1000;
    },
    async end() {
      await update.dispose();
      disposeLearner(learner);
      return onHost ? most / 1e9 : null;
    },
  };
}

/** PyTorch's step, in a process of its own that waits for its turn. */
async function torchStep(
  python: string,
  layout: "nchw" | "channels_last",
  device: string,
  size: StepSize,
): Promise<Side> {
  const { batch, height, width, classes } = size;
  const child = await startChild(python, [
    new URL("./torch_step.py", import.meta.url).pathname,
    ...[batch, height, width, classes, RECIPE.model.lastStride].map(String),
    layout,
    device,
  ], "install torch==2.13.0 there or pass --python");
  return {
    name: `${child.first.split(" threads")[0]}, ${device}, eager, ${layout}`,
    run: async () => Number(await child.ask("go")),
    end: async () => Number(await child.end("end")),
  };
}
