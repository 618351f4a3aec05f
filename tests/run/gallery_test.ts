import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertRejects,
} from "@std/assert";
import { listPictures } from "../../lib/data/mod.ts";
import { readSafetensors } from "../../lib/model/mod.ts";
import { embedGallery, embedPictures } from "../../lib/run/mod.ts";
import { difference } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { slimTrained } from "../_kit/slim_trained.ts";

const PEDESTRIANS = new URL("../golden/pedestrians/", import.meta.url).pathname;
const engines = ["wasm"] as const;

/** A gallery of four drawn pedestrians, to be changed. */
async function gallery(folder: string): Promise<string> {
  const place = `${folder}/pictures`;
  await Deno.mkdir(place);
  for (const name of ["0001_c4", "0001_c5", "0002_c1", "0002_c3"]) {
    await Deno.copyFile(`${PEDESTRIANS}${name}.png`, `${place}/${name}.png`);
  }
  return place;
}

onEngines(
  "embedPictures() gives unit rows in order, and leaves out what cannot be read",
  async () => {
    await using box = await sandbox();
    const trained = await slimTrained(`${box.folder}/a.safetensors`);
    const place = await gallery(box.folder);
    await box.write("pictures/0001_c5.png", "no picture");
    const pictures = await listPictures(place);
    const warnings: string[] = [];
    const found = await embedPictures(trained, pictures, {
      onWarning: (text) => warnings.push(text),
    });
    assertEquals(found.pictures, pictures.filter((_, at) => at !== 1));
    assertEquals([found.rows.length, found.size], [3 * 16, 16]);
    for (let at = 0; at < 3; at++) {
      const row = found.rows.subarray(at * 16, (at + 1) * 16);
      const length = row.reduce((sum, value) => sum + value ** 2, 0);
      assertAlmostEquals(length, 1, 1e-6);
      const alone = await embedPictures(trained, [found.pictures[at]!]);
      assertLess(difference(alone.rows, row).error, 1e-5);
    }
    assertEquals(warnings.length, 1);
    assert(warnings[0]!.includes("0001_c5.png"));
    await assertRejects(() =>
      embedPictures(trained, pictures, { strict: true })
    );
  },
  { engines },
);

onEngines(
  "embedPictures() adds the mirror image where the run does, or where asked",
  async () => {
    await using box = await sandbox();
    const evaluation = { batch: 2, flip: true };
    const path = `${box.folder}/a.safetensors`;
    const flipped = await slimTrained(path, { evaluation });
    const plain = await slimTrained(path);
    const pictures = await listPictures(await gallery(box.folder));
    const rows = async (...given: Parameters<typeof embedPictures>) =>
      (await embedPictures(...given)).rows;
    const own = await rows(flipped, pictures);
    const asked = await rows(plain, pictures, { flip: true });
    const without = await rows(plain, pictures);
    assertEquals(await rows(flipped, pictures, { flip: false }), without);
    assertLess(difference(own, asked).error, 1e-5);
    assert(difference(own, without).error > 1e-4);
  },
  { engines },
);

onEngines(
  "embedGallery() embeds only what is new or changed, and gives the rows of a whole run",
  async () => {
    await using box = await sandbox();
    const trained = await slimTrained(`${box.folder}/a.safetensors`);
    const place = await gallery(box.folder);
    const folder = `${box.folder}/cache`;
    const search = async (options = {}) => {
      const pictures = await listPictures(place);
      const found = await embedGallery(trained, pictures, {
        folder,
        ...options,
      });
      const whole = await embedPictures(trained, pictures, options);
      assertEquals(found.pictures, whole.pictures);
      assertLess(difference(found.rows, whole.rows).error, 1e-5);
      return found.reused;
    };
    assertEquals(await search(), 0);
    assertEquals(await search(), 4);
    await Deno.copyFile(`${PEDESTRIANS}0003_c1.png`, `${place}/0002_c1.png`);
    await Deno.copyFile(`${PEDESTRIANS}0003_c4.png`, `${place}/0000_c4.png`);
    assertEquals(await search(), 3);
    assertEquals(await search(), 5);
    await Deno.remove(`${place}/0001_c4.png`);
    assertEquals(await search(), 4);
    await Deno.utime(`${place}/0001_c5.png`, 1e9, 1e9);
    assertEquals(await search(), 3);
    assertEquals(await search({ flip: true }), 0);
    assertEquals(await search({ engine: "another" }), 0);
    assertEquals(await search(), 4);
  },
  { engines },
);

onEngines(
  "embedGallery() keeps rows by the weights, and makes a damaged cache anew",
  async () => {
    await using box = await sandbox();
    const one = await slimTrained(`${box.folder}/a.safetensors`);
    const other = await slimTrained(`${box.folder}/b.safetensors`, {}, 2);
    const pictures = await listPictures(await gallery(box.folder));
    const options = { folder: `${box.folder}/cache` };
    const first = await embedGallery(one, pictures, options);
    const second = await embedGallery(other, pictures, options);
    assertEquals([first.reused, second.reused], [0, 0]);
    assert(first.cache !== second.cache);
    assert(difference(first.rows, second.rows).error > 1e-3);
    await Deno.writeTextFile(first.cache!, "damaged");
    const again = await embedGallery(one, pictures, options);
    assertEquals([again.reused, again.rows], [0, first.rows]);
    const kept = await embedGallery(one, pictures, options);
    assertEquals([kept.reused, kept.rows], [4, first.rows]);
  },
  { engines },
);

onEngines(
  "embedGallery() forgets files that were removed, and keeps those of other galleries",
  async () => {
    await using box = await sandbox();
    const trained = await slimTrained(`${box.folder}/a.safetensors`);
    const place = await gallery(box.folder);
    const [a, b, c, d] = await listPictures(place);
    const options = { folder: `${box.folder}/cache` };
    await embedGallery(trained, [a!, b!, c!], options);
    await Deno.remove(a!.path);
    const { cache } = await embedGallery(trained, [d!], options);
    const { metadata, tensors } = await readSafetensors(cache!);
    const files: [path: string][] = JSON.parse(metadata.files!);
    assertEquals(
      files.map(([path]) => path).sort(),
      await Promise.all([b, c, d].map((one) => Deno.realPath(one!.path))),
    );
    assertEquals(tensors.rows!.shape, [3, 16]);
  },
  { engines },
);

onEngines(
  "embedGallery() of nothing readable is empty, and keeps nothing",
  async () => {
    await using box = await sandbox();
    const trained = await slimTrained(`${box.folder}/a.safetensors`);
    const path = await box.write("bad.png", "no picture");
    const folder = `${box.folder}/cache`;
    const options = { folder, onWarning: () => {} };
    const found = await embedGallery(
      trained,
      await listPictures(path),
      options,
    );
    assertEquals([found.pictures, found.cache, found.reused], [[], null, 0]);
    await assertRejects(() => Deno.stat(folder), Deno.errors.NotFound);
  },
  { engines },
);

onEngines(
  "embedGallery() goes on without a cache that cannot be written, and says so",
  async () => {
    await using box = await sandbox();
    const trained = await slimTrained(`${box.folder}/a.safetensors`);
    const pictures = await listPictures(await gallery(box.folder));
    const folder = await box.write("file", "");
    const warnings: string[] = [];
    const found = await embedGallery(trained, pictures, {
      folder,
      onWarning: (text) => warnings.push(text),
    });
    assertEquals([found.cache, found.pictures.length], [null, 4]);
    assertEquals(warnings.length, 1);
    assert(warnings[0]!.startsWith("The gallery's rows are not kept: Cannot "));
  },
  { engines },
);
