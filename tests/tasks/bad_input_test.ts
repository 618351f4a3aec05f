import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  assertRefused,
  asUser,
  firstImage,
  names,
  onlyRun,
  place,
  spoiltSet,
  tiny,
  tinySet,
} from "./as_user.ts";

/** Trains with flags that must be refused before anything is written. */
async function refused(
  message: string,
  flags: readonly string[],
  code: 1 | 2 = 1,
): Promise<void> {
  const out = `${place}/runs-refused`;
  assertRefused(
    await asUser("train", await tiny(...flags, "--out", out)),
    message,
    code,
  );
  assertEquals(names(out), []);
}

Deno.test("deno task train refuses a missing folder", async () => {
  await refused(
    `Cannot read the data set "${place}/none" as it must be a folder: there is none of that name, check the path`,
    ["--data", `${place}/none`],
  );
});

Deno.test("deno task train refuses an empty query", async () => {
  const folder = await spoiltSet("no-query", (folder) => {
    Deno.removeSync(`${folder}/query`, { recursive: true });
    Deno.mkdirSync(`${folder}/query`);
  });
  await refused(
    `Cannot read "${folder}/query" as it must hold at least one .jpg, .jpeg or .png: it holds nothing, copy the images there`,
    ["--data", folder],
  );
});

Deno.test("deno task train refuses a name without a camera", async () => {
  const folder = await spoiltSet("no-camera", (folder) => {
    const train = `${folder}/bounding_box_train`;
    Deno.renameSync(firstImage(train), `${train}/0001.jpg`);
  });
  await refused(
    `Cannot read "${folder}/bounding_box_train/0001.jpg" as a name must start with a person and a camera (0001_c1...): rename it or pass a parser`,
    ["--data", folder],
  );
});

/** A text named .jpg in train, a JPEG cut short in query, and what is said of them. */
async function badImages() {
  let [text, cut] = ["", ""];
  const folder = await spoiltSet("bad-images", (folder) => {
    text = firstImage(`${folder}/bounding_box_train`);
    Deno.writeTextFileSync(text, "hello, picture!");
    cut = firstImage(`${folder}/query`);
    Deno.truncateSync(cut, 500);
  });
  return {
    folder,
    text,
    cut,
    ofText:
      `Cannot read "${text}" as it must be a JPEG or PNG image: it is text that starts with "hello, picture!", remove it or copy it again`,
    ofCut:
      `Cannot read "${cut}" as it must be a whole JPEG image: it is cut short or broken (VipsJpeg: premature end of JPEG image), remove it or copy it again`,
  };
}

Deno.test("deno task train names a text called .jpg and a truncated JPEG once, and goes on", async () => {
  const { folder, ofText, ofCut } = await badImages();
  const out = `${place}/runs-bad-images`;
  const { code, err } = await asUser(
    "train",
    await tiny("--data", folder, "--out", out),
  );
  assertEquals(code, 0, err);
  const notes = err.split("\n").filter((line) => line.startsWith("note"));
  assertEquals(notes, [`note     ${ofText}`, `note     ${ofCut}`]);
  const { test } = JSON.parse(await Deno.readTextFile(onlyRun(out).summary));
  assertEquals([test.queries, test.gallery], [2, 19]);
});

Deno.test("deno task train --strict refuses a bad image", async () => {
  const { folder, text, ofText, ofCut } = await badImages();
  const out = `${place}/runs-strict`;
  const flags = ["--data", folder, "--out", out, "--strict"];
  assertRefused(await asUser("train", await tiny(...flags)), ofText);
  assertEquals(names(`${onlyRun(out).path}/checkpoints`), []);
  Deno.removeSync(out, { recursive: true });
  Deno.removeSync(text);
  assertRefused(await asUser("train", await tiny(...flags)), ofCut);
  assertEquals(
    names(`${onlyRun(out).path}/checkpoints`),
    ["last.safetensors"], // training was over when the query was read
  );
});

Deno.test("deno task doctor --data names bad images and other files", async () => {
  const { folder, text, cut } = await badImages();
  Deno.writeTextFileSync(`${folder}/query/notes.txt`, "not an image");
  const { code, out, err } = await asUser("doctor", ["--data", folder]);
  assertEquals([code, err], [1, ""]);
  const told = out.split("\n").filter((line) => /^(?:fault|note)/.test(line));
  assertEquals(told, [
    "note        query: 1 file left out, being no .jpg, .jpeg or .png: notes.txt",
    `fault       2 images cannot be read: ${text}, ${cut}: remove them or copy them again; training and evaluation go on without them`,
  ]);
  assertRefused(
    await asUser("doctor", ["--data", `${place}/none`]),
    `Cannot read the data set "${place}/none" as it must be a folder: there is none of that name, check the path`,
  );
});

Deno.test("a person with one image is trained on, and doctor names it", async () => {
  const folder = await spoiltSet("one-image", (folder) => {
    const train = `${folder}/bounding_box_train`;
    const [, ...rest] = names(train).filter((name) => name.startsWith("0001"));
    assertEquals(rest.length, 5);
    for (const name of rest) Deno.removeSync(`${train}/${name}`);
  });
  const out = `${place}/runs-one-image`;
  const { code, err } = await asUser(
    "train",
    await tiny("--data", folder, "--out", out),
  );
  assertEquals(code, 0, err);
  assertStringIncludes(err, "data     43 images of 8 persons");
  assertStringIncludes(err, "1 steps of 48 images"); // 8 persons x 6, repeated
  const doctor = await asUser("doctor", ["--data", folder, "--images", "2"]);
  assertStringIncludes(
    doctor.out,
    "fault       1 person of train has fewer than 2 images: 1: nothing needs doing, the balanced sampler repeats their images; or take fewer images a person\n",
  );
});

Deno.test("deno task doctor finds no fault in a sound set", async () => {
  const { code, out } = await asUser("doctor", [
    "--data",
    await tinySet(),
    "--json",
  ]);
  const { machine, data } = JSON.parse(out);
  assertEquals([code, data.faults], [0, []]);
  assertEquals(data.parts.train, {
    images: 48,
    persons: 8,
    cameras: [1, 2, 3, 4, 5, 6],
    junk: 0,
    distractors: 0,
  });
  assertStringIncludes(machine.wasm, "works, ");
});

Deno.test("deno task train refuses more persons a batch than there are", async () => {
  await refused(
    "Cannot sample batches as 9 persons a batch must be found: there are 8 persons, pass a smaller P",
    ["--persons", "9"],
  );
});

Deno.test("deno task train refuses to hold everyone out", async () => {
  await refused(
    'Cannot hold 8 persons out as there must be at least one and one must remain: "set" trains on 8 persons, pass a number from 1 to 7 or a part of 1',
    ["--held-out", "8"],
  );
});

Deno.test("deno task train refuses K = 0 and P = 0", async () => {
  await refused(
    "Cannot make batches as --images must be at least 1: current value is 0",
    ["--images", "0"],
    2,
  );
  await refused(
    "Cannot make batches as --persons must be at least 1: current value is 0",
    ["--persons", "0"],
    2,
  );
});

Deno.test("deno task train refuses an unknown recipe, and a file that is none", async () => {
  await refused(
    'Cannot use the recipe "demo_smal" as it must be one of paper, coincheung, bot, demo, demo_small, or a .json file: did you mean demo_small?',
    ["--recipe", "demo_smal"],
    2,
  );
  await refused(
    `Cannot read "${place}/none.json" as no such file or directory (os error 2): check the path`,
    ["--recipe", `${place}/none.json`],
  );
  const cut = `${place}/cut.json`;
  Deno.writeTextFileSync(cut, '{"name": "cut",');
  await refused(
    `Cannot read the recipe "${cut}" as it must be JSON: Expected double-quoted property name in JSON at position 15 (line 1 column 16), copy it again`,
    ["--recipe", cut],
  );
});

Deno.test("deno task train refuses an unknown flag and a size that is none", async () => {
  await refused(
    "Cannot use --epoch as train has no such flag: did you mean --epochs?",
    ["--epoch", "3"],
    2,
  );
  await refused(
    'Cannot read --input as it must be rows x columns, like 128x64: current value is "128"',
    ["--input", "128"],
    2,
  );
});

Deno.test("deno task train --verbose shows the stack", async () => {
  const flags = await tiny("--data", `${place}/none`, "--verbose");
  const { code, err } = await asUser("train", flags);
  assertEquals(code, 1);
  assertStringIncludes(err, "\n    at ");
});
