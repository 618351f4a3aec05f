import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type RunFolder, runFolder } from "../../lib/run/mod.ts";
import {
  assertRefused,
  asUser,
  copy,
  filesBelow,
  onlyRun,
  place,
  spoiltSet,
  tiny,
} from "./as_user.ts";

let training: Promise<RunFolder> | undefined;

/** A copy of a run, trained once, to be spoilt. */
async function run(name: string): Promise<RunFolder> {
  training ??= (async () => {
    const root = `${place}/runs`;
    const { code, err } = await asUser("train", await tiny("--out", root));
    assertEquals(code, 0, err);
    return onlyRun(root);
  })();
  const folder = runFolder(`${place}/${name}`);
  copy((await training).path, folder.path);
  return folder;
}

/** Resuming is refused and changes nothing. */
async function notResumed(folder: string, message: string): Promise<void> {
  const before = contents(folder);
  const flags = ["--resume", folder, "--engine", "wasm"];
  assertRefused(await asUser("train", flags), message);
  assertEquals(contents(folder), before);
}

function contents(folder: string): string[] {
  return filesBelow(folder).map((name) => {
    const bytes = Deno.readFileSync(`${folder}/${name}`);
    return `${name} ${bytes.length} ${
      bytes.reduce((a, b) => (31 * a + b) | 0, 0)
    }`;
  });
}

function editConfig(folder: RunFolder, from: string, to: string): void {
  const text = Deno.readTextFileSync(folder.config);
  assert(text.includes(from), `config.json has ${from}`);
  Deno.writeTextFileSync(folder.config, text.replace(from, to));
}

Deno.test("deno task train --resume refuses a folder that is no run", async () => {
  const folder = `${place}/no-run`;
  Deno.mkdirSync(folder);
  const message =
    `Cannot resume "${folder}" as it must be a run folder: it has no config.json, check the path`;
  await notResumed(folder, message);
  assertRefused(
    await asUser("evaluate", [folder]),
    `Cannot evaluate "${folder}" as it must be a run folder with a checkpoint: it has no checkpoints/last.safetensors, check the path`,
  );
});

Deno.test("deno task train --resume takes no flag of the recipe", async () => {
  const folder = await run("flags");
  assertRefused(
    await asUser("train", ["--resume", folder.path, "--epochs", "2"]),
    "Cannot use --epochs with --resume as a run goes on with its own recipe: leave it out",
    2,
  );
});

Deno.test("a run without a checkpoint, or with a cut config.json, is refused", async () => {
  const bare = await run("bare");
  Deno.removeSync(bare.last);
  await notResumed(
    bare.path,
    `Cannot resume "${bare.path}" as it must have a checkpoint: there is no ${bare.last}, start a new run`,
  );
  const cut = await run("cut");
  Deno.writeTextFileSync(cut.config, '{"name": ');
  await notResumed(
    cut.path,
    `Cannot read the recipe "${cut.config}" as it must be JSON: Unexpected end of JSON input, copy it again`,
  );
  editConfig(cut, '{"name": ', '{"name": 1}');
  const { err } = await asUser("train", ["--resume", cut.path]);
  assertStringIncludes(
    err,
    `error: Cannot use "${cut.config}" as a recipe as every key must be there and in range: name: `,
  );
});

Deno.test("a checkpoint cut in half is refused", async () => {
  const { path, last } = await run("half");
  const { size } = Deno.statSync(last);
  Deno.truncateSync(last, Math.floor(size / 2));
  const file = Deno.readFileSync(last);
  const header = Number(new DataView(file.buffer).getBigUint64(0, true));
  const message = `Cannot read "${last}" as its tensors must fill ${
    size - 8 - header
  } bytes: ${
    file.length - 8 - header
  } are there, so it was cut short, copy it again`;
  await notResumed(path, message);
  for (const operand of [path, last]) {
    assertRefused(await asUser("evaluate", [operand]), message);
  }
  Deno.truncateSync(last, 100);
  await notResumed(
    path,
    `Cannot read "${last}" as its header of ${header} bytes must fit in the file: its size is 100, so it was cut short, copy it again`,
  );
  Deno.truncateSync(last, 0);
  await notResumed(
    path,
    `Cannot read "${last}" as a safetensors file must have at least 8 bytes: its size is 0, copy it again`,
  );
});

Deno.test("a checkpoint of another form, model, input or loss is refused", async () => {
  const cases = [
    ['"form": "torchvision"', '"form": "caffe"', "model.form", '"caffe"'],
    ['"neck": "D"', '"neck": "A"', "model.neck", '"A"'],
    ['"order": "rgb"', '"order": "bgr"', "input.order", '"bgr"'],
    ['"smoothing": 0', '"smoothing": 0.5', "loss.smoothing", "0.5"],
  ] as const;
  for (const [from, to, name, wish] of cases) {
    const folder = await run(name);
    editConfig(folder, from, to);
    const fact = from.replace(/.*: /, "");
    await notResumed(
      folder.path,
      `Cannot load "${folder.last}" as its ${name} must be ${wish}: it is ${fact}: use the recipe it was trained with`,
    );
  }
});

Deno.test("a checkpoint of other persons is refused", async () => {
  const folder = await run("persons");
  const data = await spoiltSet("other-persons", (folder) => {
    const train = `${folder}/bounding_box_train`;
    for (const name of filesBelow(train)) {
      Deno.renameSync(
        `${train}/${name}`,
        `${train}/${name.replace(/^0001/, "0042")}`,
      );
    }
  });
  editConfig(folder, `${place}/set`, data);
  await notResumed(
    folder.path,
    `Cannot resume "${folder.path}" as its persons must be those of the data: it was trained on 8 persons, the data has 8, or others: give the same --data`,
  );
});

Deno.test("deno task evaluate refuses a file that is no checkpoint of the kit, and no operand", async () => {
  const file = `${place}/other.safetensors`;
  const header = new TextEncoder().encode("{}      ");
  Deno.writeFileSync(file, Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0, ...header));
  assertRefused(
    await asUser("evaluate", [file]),
    `Cannot load "${file}" as it must be a checkpoint of this kit: its metadata has no "spherereid" entry`,
  );
  assertRefused(
    await asUser("evaluate", [`${place}/none.safetensors`]),
    `Cannot read "${place}/none.safetensors" as no such file or directory (os error 2): check the path`,
  );
  assertRefused(
    await asUser("evaluate", []),
    "Cannot evaluate as there must be a run folder or a checkpoint: write deno task evaluate RUN, or add --weights PATH",
    2,
  );
});

Deno.test("deno task evaluate gives the scores of the run's summary", async () => {
  const folder = await run("evaluated");
  const { code, out, err } = await asUser("evaluate", [
    folder.path,
    "--engine",
    "wasm",
    "--json",
  ]);
  assertEquals(code, 0, err);
  const { test, histogram, step, checkpoint } = JSON.parse(out);
  const summary = JSON.parse(Deno.readTextFileSync(folder.summary));
  assertEquals({ test, histogram }, {
    test: summary.test,
    histogram: summary.histogram,
  });
  assertEquals([step, checkpoint], [summary.steps, folder.last]);
  const best = ["--checkpoint", "best"];
  assertRefused(
    await asUser("evaluate", [folder.path, ...best]),
    `Cannot evaluate "${folder.path}" as it must be a run folder with a checkpoint: it has no checkpoints/best.safetensors, check the path`,
  );
});
