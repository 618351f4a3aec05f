import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import {
  decode,
  DRAWN_VERSION,
  type DrawnJoints,
  drawnPlan,
  drawPedestrians,
} from "../../../lib/data/mod.ts";

const small = {
  persons: 2,
  testPersons: 2,
  camerasPerPerson: 2,
  imagesPerCamera: 2,
  distractors: 2,
  junk: 1,
  height: 64,
  width: 32,
} as const;
const root = await Deno.makeTempDir();
addEventListener("unload", () => Deno.removeSync(root, { recursive: true }));

/** Every file below a folder with its bytes. */
async function contents(folder: string): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const walk = async (below: string) => {
    for await (
      const { name, isDirectory } of Deno.readDir(`${folder}/${below}`)
    ) {
      const path = `${below}${name}`;
      if (isDirectory) await walk(`${path}/`);
      else found.set(path, await Deno.readFile(`${folder}/${path}`));
    }
  };
  await walk("");
  return new Map([...found].sort(([a], [b]) => a < b ? -1 : 1));
}

Deno.test("drawPedestrians() writes the layout, the manifest and the joints, and tells of each picture", async () => {
  const folder = `${root}/deep/town`;
  const told: [number, number][] = [];
  const set = await drawPedestrians(folder, small, ({ done, total }) => {
    told.push([done, total]);
  });
  const counts = { bounding_box_train: 8, query: 2, bounding_box_test: 9 };
  assertEquals(set, { folder, reused: false, counts, plan: drawnPlan(small) });
  assertEquals(told, Array.from({ length: 19 }, (_, at) => [at + 1, 19]));
  const files = await contents(folder);
  const manifest = JSON.parse(
    new TextDecoder().decode(files.get("drawn.json")),
  );
  assertEquals(manifest, {
    generator: "drawn pedestrians",
    version: DRAWN_VERSION,
    options: drawnPlan(small),
    counts,
  });
  const pictures = [...files.keys()].filter((path) => path.endsWith(".jpg"));
  assertEquals(pictures.length, 19);
  assertEquals(files.size, 21);
  const joints: DrawnJoints = JSON.parse(
    new TextDecoder().decode(files.get("joints.json")),
  );
  for (const path of Object.keys(joints)) assert(files.has(path), path);
  assertEquals(Object.keys(joints).length, 18); // one of two distractors is an empty street
  const { height, width } = await decode(files.get(pictures[0]!)!, "a.jpg");
  assertEquals([height, width], [64, 32]);
});

Deno.test("drawPedestrians() writes the same bytes again, and others for another seed", async () => {
  await drawPedestrians(`${root}/one`, small);
  await drawPedestrians(`${root}/two`, small);
  const one = await contents(`${root}/one`);
  assertEquals(await contents(`${root}/two`), one);
  await drawPedestrians(`${root}/three`, { ...small, seed: 2 });
  const three = await contents(`${root}/three`);
  const train = [...one].filter(([path]) =>
    path.startsWith("bounding_box_train")
  );
  for (const [path, bytes] of train) assertNotEquals(three.get(path), bytes);
});

Deno.test("drawPedestrians() draws a person the same among more persons", async () => {
  await drawPedestrians(`${root}/few`, small);
  await drawPedestrians(`${root}/more`, { ...small, persons: 3 });
  const [few, more] = [
    await contents(`${root}/few`),
    await contents(`${root}/more`),
  ];
  const train = [...few].filter(([path]) =>
    path.startsWith("bounding_box_train")
  );
  assertEquals(train.length, 8);
  for (const [path, bytes] of train) assertEquals(more.get(path), bytes);
});

Deno.test("drawPedestrians() draws nothing where the set is, and leaves nothing beside it", async () => {
  const folder = `${root}/beside/again`;
  await drawPedestrians(folder, small);
  const before = await Deno.stat(`${folder}/drawn.json`);
  const again = await drawPedestrians(`${folder}/`, small, () => {
    throw new Error("nothing is to be drawn");
  });
  assertEquals(again.reused, true);
  assertEquals((await Deno.stat(`${folder}/drawn.json`)).mtime, before.mtime);
  const names = [...Deno.readDirSync(`${root}/beside`)].map(({ name }) => name);
  assertEquals(names, ["again"]);
});

Deno.test("drawPedestrians() takes an empty folder, and shares it with one who draws the same", async () => {
  const folder = `${root}/shared`;
  await Deno.mkdir(folder);
  const sets = await Promise.all(
    [1, 2].map(() => drawPedestrians(folder, small)),
  );
  assertEquals(sets.map(({ reused }) => reused).sort(), [false, true]);
  assertEquals((await contents(folder)).size, 21);
});

Deno.test("drawPedestrians() refuses a folder with another set and says how it differs", async () => {
  const folder = `${root}/other`;
  await drawPedestrians(folder, small);
  await assertRejects(
    () => drawPedestrians(folder, { ...small, persons: 3, seed: 2 }),
    Deno.errors.AlreadyExists,
    `Cannot draw pedestrians into "${folder}" as it must be empty or hold the same set: it holds another one (persons 2 instead of 3, seed 1 instead of 2); choose another folder or remove this one`,
  );
  const [first] = [...Deno.readDirSync(`${folder}/query`)];
  await Deno.remove(`${folder}/query/${first!.name}`);
  await assertRejects(
    () => drawPedestrians(folder, small),
    Deno.errors.AlreadyExists,
    "it holds another one (1 instead of 2 files in query)",
  );
  const manifest = `${folder}/drawn.json`;
  const text = await Deno.readTextFile(manifest);
  await Deno.writeTextFile(
    manifest,
    text.replace(/"version": \d+/, '"version": 0'),
  );
  await assertRejects(
    () => drawPedestrians(folder, small),
    Deno.errors.AlreadyExists,
    `version 0 instead of ${DRAWN_VERSION}`,
  );
});

Deno.test("drawPedestrians() refuses a folder with other things in it", async () => {
  const folder = `${root}/things`;
  await Deno.mkdir(folder);
  await Deno.writeTextFile(`${folder}/note.txt`, "mine");
  await assertRejects(
    () => drawPedestrians(folder, small),
    Deno.errors.AlreadyExists,
    `Cannot draw pedestrians into "${folder}" as it must be empty or hold the same set: it holds 1 other entries; choose another folder or remove this one`,
  );
  assertEquals(await Deno.readTextFile(`${folder}/note.txt`), "mine");
});

Deno.test("drawPedestrians() leaves nothing behind when it is stopped", async () => {
  await Deno.mkdir(`${root}/stopped`);
  await assertRejects(
    () =>
      drawPedestrians(`${root}/stopped/town`, small, ({ done }) => {
        if (done === 5) throw new Error("stop");
      }),
    Error,
    "stop",
  );
  assertEquals([...Deno.readDirSync(`${root}/stopped`)], []);
});

Deno.test("drawPedestrians() sweeps away what a killed run left an hour ago, not what is under way", async () => {
  await Deno.mkdir(`${root}/killed/.town.partial-old`, { recursive: true });
  await Deno.mkdir(`${root}/killed/.town.partial-new`);
  const old = new Date(Date.now() - 2 * 3_600_000);
  await Deno.utime(`${root}/killed/.town.partial-old`, old, old);
  await drawPedestrians(`${root}/killed/town`, small);
  const names = [...Deno.readDirSync(`${root}/killed`)].map(({ name }) => name);
  assertEquals(names.sort(), [".town.partial-new", "town"]);
});

Deno.test("drawPedestrians() refuses options out of range before it writes", async () => {
  await assertRejects(
    () => drawPedestrians(`${root}/never`, { occlusion: 7 }),
    RangeError,
    "occlusion must be a number from 0 to 1",
  );
  await assertRejects(() => Deno.stat(`${root}/never`), Deno.errors.NotFound);
});
