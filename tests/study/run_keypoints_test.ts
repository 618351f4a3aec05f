import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { JOINTS } from "../../lib/data/mod.ts";
import { foundShare, keypointMaps } from "../../lib/keypoint/mod.ts";
import {
  findKeypoints,
  keypointData,
  keypointRows,
  type KeypointSettings,
  keypointTraining,
  runKeypoints,
} from "../../lib/study/mod.ts";
import { disposeLearner, train } from "../../lib/train/mod.ts";
import { onEngines } from "../_kit/engines.ts";

const root = await Deno.makeTempDir();
addEventListener("unload", () => Deno.removeSync(root, { recursive: true }));

const { settings: quick } = keypointRows({ quick: true })[0]!;
const data = await keypointData(quick.data, { folder: `${root}/set` });

/** The quick run with another course. */
function course(changes: Partial<KeypointSettings["course"]>) {
  return { ...quick, course: { ...quick.course, ...changes } };
}

const ENGINES = { engines: ["tensorflow"] } as const;

onEngines(
  "runKeypoints() tells loss and share of each epoch, and the same twice",
  async () => {
    const rates: number[] = [];
    const settings = course({ rate: 0.02, epochs: 3 });
    const one = await runKeypoints(settings, data, {
      onStep: ({ rate }) => rates.push(rate),
    });
    assertEquals([one!.diverged, one!.steps, rates.length], [false, 6, 6]);
    assertEquals([one!.foundBy.length, one!.lossBy.length], [3, 3]);
    assertEquals(one!.found, one!.foundBy[2]);
    assertEquals(Object.keys(one!.each!), [...JOINTS]);
    assert(one!.lossBy[2]! < one!.firstLoss!);
    assert(one!.peakLoss! >= one!.firstLoss!);
    assert(Math.abs(rates[0]! - 1e-3) < 1e-9, "a twentieth");
    assertEquals(await runKeypoints(settings, data), one);
    assertNotEquals(await runKeypoints({ ...settings, seed: 3 }, data), one);
  },
  ENGINES,
);

onEngines(
  "runKeypoints() learns where the joints of a few pictures are",
  async () => {
    const same = { train: data.train, test: data.train };
    const settings = {
      ...course({ rate: 0.02, epochs: 60, batch: 8 }),
      stages: [[8], [12], [16, 16]],
    };
    const result = await runKeypoints(settings, same);
    assert(result!.found! > 0.6, `${result!.found} found`);
    assert(
      result!.each!.head! > 0.6,
      `${result!.each!.head} of the heads found`,
    );
    assert(result!.found! > 2 * result!.foundBy[0]!);
  },
  ENGINES,
);

onEngines("runKeypoints() tells of a loss that is no number", async () => {
  const result = await runKeypoints(
    course({ rate: 1e30, warmUp: false }),
    data,
  );
  assertEquals([result!.diverged, result!.found, result!.each], [
    true,
    null,
    null,
  ]);
  assert(result!.steps < 4);
}, ENGINES);

onEngines("runKeypoints() ends when it is told to", async () => {
  const stop = new AbortController();
  const result = await runKeypoints(quick, data, {
    signal: stop.signal,
    onStep: () => stop.abort(),
  });
  assertEquals(result, null);
}, ENGINES);

onEngines("runKeypoints() judges by its own measure of near", async () => {
  const [near, far] = await Promise.all(
    [1e-6, 10].map((within) => runKeypoints({ ...quick, within }, data)),
  );
  assertEquals([near!.found, far!.found], [0, 1]);
}, ENGINES);

onEngines(
  "keypointTraining() begins with what is paid for flat maps, and its targets are keypointMaps()",
  async () => {
    const { training, grid } = keypointTraining(quick, data.train);
    try {
      assertEquals(grid, { height: 64, width: 32, rows: 16, columns: 8 });
      assertEquals(training.stepsPerEpoch, 2);
      const table = training.learner.state["loss.maps"]!;
      const wanted = data.train.keypoints.map((one) => keypointMaps(one, grid));
      const values = await table.data<"float32">();
      assertEquals([...values.subarray(0, 2048)], [...wanted[0]!]);
      assertEquals(values.length, 24 * 2048);
      const batches: number[][] = [];
      for await (const { label, image } of training.batches(0, 0)) {
        batches.push([...label]);
        assertEquals(image.length, 12 * 64 * 32 * 3);
        assertEquals(
          image.slice(0, 9),
          data.train.pictures.image.slice(
            label[0]! * 6144,
            label[0]! * 6144 + 9,
          ),
        );
      }
      assertEquals(batches.flat().toSorted((a, b) => a - b), [
        ...data.train.pictures.label,
      ]);
      const skipped = await Array.fromAsync(training.batches(0, 1));
      assertEquals(skipped.map(({ label }) => [...label]), [batches[1]!]);
      const { value } = await train(training).next();
      const paid = batches[0]!.map((at) =>
        wanted[at]!.reduce((sum, height) => sum + height ** 2, 0) / 2048
      );
      const mean = paid.reduce((sum, one) => sum + one, 0) / paid.length;
      assert(value.kind === "step");
      assert(Math.abs(value.loss / mean - 1) < 0.05, `${value.loss}, ${mean}`);
    } finally {
      disposeLearner(training.learner);
    }
  },
  ENGINES,
);

onEngines(
  "findKeypoints() finds in blocks what it finds one by one, and leaves no tensor",
  async () => {
    const { training, net, grid } = keypointTraining(quick, data.train);
    const { pictures } = data.train;
    const many = {
      image: new Float32Array(130 * 6144),
      shape: [130, 64, 32, 3] as const,
    };
    for (let at = 0; at < 130; at++) {
      const from = at % 24 * 6144;
      many.image.set(pictures.image.subarray(from, from + 6144), at * 6144);
    }
    const before = tf.memory().numTensors;
    const found = await findKeypoints(net, training.learner, many, grid);
    assertEquals(tf.memory().numTensors, before);
    assertEquals([found.length, found[0]!.length], [130, 16]);
    const shape = [1, 64, 32, 3] as const;
    const image = many.image.subarray(125 * 6144, 126 * 6144);
    const [one] = await findKeypoints(
      net,
      training.learner,
      { image, shape },
      grid,
    );
    const wanted = [one!.map(([x, y]) => [x, y, 1] as const)];
    const share = foundShare([found[125]!], wanted, [1], { within: 1e-2 });
    assertEquals(share.all, 1);
    disposeLearner(training.learner);
  },
  ENGINES,
);

onEngines("keypointTraining() refuses a course that is none", async () => {
  const act = "Cannot run on keypoints as";
  const cases = [
    [
      { epochs: 0 },
      "epochs must be a whole number from 1: current epochs is 0",
    ],
    [
      { batch: 1.5 },
      "batch must be a whole number from 1: current batch is 1.5",
    ],
    [
      { batch: 25 },
      "there must be a batch of pictures: there are 24, a batch has 25",
    ],
  ] as const;
  for (const [changes, fault] of cases) {
    await assertRejects(
      () => runKeypoints(course(changes), data),
      RangeError,
      `${act} ${fault}`,
    );
  }
}, ENGINES);
