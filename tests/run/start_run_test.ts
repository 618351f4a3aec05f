import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { DivergedError } from "../../lib/train/mod.ts";
import {
  loadCheckpoint,
  readAngles,
  readMetrics,
  type RunEvent,
  runFolder,
  type RunOptions,
  saveCheckpoint,
  startRun,
  type Summary,
} from "../../lib/run/mod.ts";
import { defaultLoss } from "../../lib/recipe/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

ownDrawings();
const root = await Deno.makeTempDir();
globalThis.addEventListener(
  "unload",
  () => Deno.removeSync(root, { recursive: true }),
);

async function run(options: Partial<RunOptions> = {}): Promise<RunEvent[]> {
  const engine = await useEngine("wasm");
  const events: RunEvent[] = [];
  const given = { recipe: tinyRecipe(), engine, root, ...options };
  for await (const event of startRun(given)) events.push(event);
  return events;
}

Deno.test("startRun() plans, steps, validates, saves and scores; the folder holds it all", async () => {
  const events = await run({ command: ["a", "test"] });
  const kinds = new Set(events.map(({ kind }) => kind));
  for (
    const kind of [
      "plan",
      "step",
      "epoch",
      "angles",
      "validation",
      "saved",
      "scores",
    ] as const
  ) {
    assert(kinds.has(kind), kind);
  }
  const scores = events.at(-1)!;
  assert(scores.kind === "scores");
  const { summary } = scores;
  const folder = runFolder(summary.folder);
  const read = async (path: string) =>
    JSON.parse(await Deno.readTextFile(path));
  assertEquals(await read(folder.summary) as Summary, summary);
  assertEquals((await read(folder.config)).name, "tiny");
  assertEquals((await read(folder.environment)).command, "a test");
  const rows = await readMetrics(folder.metrics);
  assertEquals(
    rows.filter(({ kind }) => kind === "step").length,
    summary.steps,
  );
  assertEquals(rows.filter(({ kind }) => kind === "validation").length, 2);
  const angles = await readAngles(folder.path);
  assertEquals(angles.map(({ epoch }) => epoch), [0, 1]);
  for (const row of angles) {
    const degrees = [row.own10, row.own50, row.own90, row.otherMean];
    assert(degrees.every((angle) => angle! > 0 && angle! < 180));
    assert(row.centreLeast! > 0 && row.centreLeast! <= row.centreMean!);
    assert(row.normMean! > 0 && row.normDeviation! > 0);
    const steps = rows.filter(({ kind, epoch }) =>
      kind === "step" && epoch === row.epoch
    );
    const mean = steps.reduce((sum, { ownAngle }) => sum + Number(ownAngle), 0);
    assertAlmostEquals(row.ownMean!, mean / steps.length, 1e-9);
  }
  const figures = [...Deno.readDirSync(folder.figures)].map(({ name }) => name);
  assertEquals(
    figures.toSorted(),
    ["angles", "cmc", "epoch_angles", "loss", "norms", "rate"].flatMap((
      name,
    ) => [`${name}.png`, `${name}.svg`]),
  );
  assert([...Deno.readDirSync(folder.events)].length === 1);
  const { header } = await loadCheckpoint(folder.last);
  assertEquals([header.step, header.persons.length], [summary.steps, 6]);
  assertEquals([...Deno.readDirSync(`${folder.path}/checkpoints`)].length, 2);
});

Deno.test("startRun() validates every so many epochs, and after the last", async () => {
  const recipe = tinyRecipe({
    epochs: 3,
    validation: { persons: 2, every: 2 },
  });
  const validated = (await run({ recipe })).filter((event) =>
    event.kind === "validation"
  );
  assertEquals(validated.map(({ epoch }) => epoch), [1, 2]);
});

Deno.test("startRun() judges the last checkpoint when nobody is held out", async () => {
  const events = await run({
    recipe: tinyRecipe({ epochs: 1, validation: { persons: 0, every: 1 } }),
  });
  const last = events.at(-1)!;
  assert(last.kind === "scores");
  assertEquals(last.summary.judged.checkpoint, "last");
  assert(!events.some(({ kind }) => kind === "validation"));
});

Deno.test("startRun() that is stopped saves, and says where to go on", async () => {
  const stop = new AbortController();
  const engine = await useEngine("wasm");
  let last: RunEvent | undefined;
  const given = { recipe: tinyRecipe(), engine, root, signal: stop.signal };
  for await (const event of startRun(given)) {
    last = event;
    if (event.kind === "step" && event.step === 2) stop.abort();
  }
  assert(last?.kind === "stopped");
  assertEquals(last.step, 2);
  assertEquals(
    (await loadCheckpoint(runFolder(last.folder).last)).header.step,
    2,
  );
});

Deno.test("startRun() names a bad training image and goes on; strict makes it fatal", async () => {
  const folder = `${root}/spoilt`;
  const { drawPedestrians } = await import("../../lib/data/mod.ts");
  const recipe = tinyRecipe();
  assert(recipe.data.kind === "drawn");
  const { kind: _, ...options } = recipe.data;
  await drawPedestrians(folder, options);
  const [first] = [...Deno.readDirSync(`${folder}/bounding_box_train`)];
  const path = `${folder}/bounding_box_train/${first!.name}`;
  await Deno.writeTextFile(path, "not a picture");
  const spoilt = tinyRecipe({
    data: { kind: "folder", path: folder },
    epochs: 1,
    validation: { persons: 0, every: 1 },
  });
  const events = await run({ recipe: spoilt });
  const notices = events.filter((event) => event.kind === "notice");
  assertEquals(
    notices.filter(({ text }) => text.includes(first!.name)).length,
    1,
  );
  const error = await assertRejects(() =>
    run({ recipe: spoilt, strict: true })
  );
  assertStringIncludes((error as Error).message, first!.name);
});

Deno.test("startRun() that diverges says step and rate, and keeps the last good checkpoint", async () => {
  const recipe = tinyRecipe({
    epochs: 6,
    optimizer: { name: "sgd", momentum: 0.9, nesterov: false, weightDecay: 0 },
    loss: defaultLoss("softmax"),
    model: { ...tinyRecipe().model, neck: "B" },
    schedule: { name: "paper", unit: "epoch", peak: 1e12 },
  });
  const stop = new AbortController();
  const engine = await useEngine("wasm");
  const sound = {
    ...recipe,
    schedule: { ...recipe.schedule, peak: 1e-3 },
  };
  let folder = "";
  for await (
    const event of startRun({
      recipe: sound,
      engine,
      root,
      signal: stop.signal,
    })
  ) {
    if (event.kind === "plan") folder = event.folder;
    if (event.kind === "saved") stop.abort();
  }
  const before = await Deno.readFile(runFolder(folder).last);
  const error = await assertRejects(
    () => run({ recipe, resume: folder }),
    DivergedError,
  );
  assertStringIncludes(
    error.message,
    "Cannot go on as the loss must be finite",
  );
  assertEquals(await Deno.readFile(runFolder(folder).last), before);
});

Deno.test("startRun() refuses to resume with another model or other persons", async () => {
  const stop = new AbortController();
  stop.abort();
  const events = await run({ recipe: tinyRecipe({ epochs: 1 }) });
  const plan = events.find((event) => event.kind === "plan")!;
  assert(plan.kind === "plan");
  const recipe = tinyRecipe();
  const caffe = {
    ...recipe,
    model: { ...recipe.model, form: "caffe" as const },
  };
  await assertRejects(
    () => run({ recipe: caffe, resume: plan.folder }),
    TypeError,
    'its model.form must be "caffe": it is "torchvision"',
  );
  const { last } = runFolder(plan.folder);
  const { tensors, header } = await loadCheckpoint(last);
  await saveCheckpoint(last, tensors, { ...header, persons: [1, 2] });
  await assertRejects(
    () => run({ resume: plan.folder }),
    TypeError,
    "its persons must be those of the data",
  );
});
