import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { drawPedestrians, readDataset } from "../../../lib/data/mod.ts";
import { examineRun, type FoundPicture, judge } from "../../../lib/run/mod.ts";
import { createLearner, disposeLearner } from "../../../lib/train/mod.ts";
import { onEngines } from "../../_kit/engines.ts";
import { sandbox } from "../../_kit/sandbox.ts";
import { slimTrained } from "../../_kit/slim_trained.ts";
import { TINY_SET } from "../../_kit/tiny_set.ts";

const engines = ["wasm"] as const;

/** A network that was never trained, and a tiny set of drawn pictures. */
async function subject(folder: string) {
  const trained = await slimTrained(`${folder}/a.safetensors`);
  await drawPedestrians(`${folder}/set`, TINY_SET);
  const split = await readDataset(`${folder}/set`);
  const options = { folder: `${folder}/cache`, engine: "wasm" };
  return { trained, split, options };
}

onEngines("examineRun() agrees with judge(), and with itself", async () => {
  await using box = await sandbox();
  const { trained, split, options } = await subject(box.folder);
  const told = new Set<string>();
  const found = await examineRun(trained, split, {
    ...options,
    queries: 2,
    top: 4,
    pairs: 2,
    onProgress: (label) => told.add(label),
  });
  assertEquals([...told], ["embed", "map"]);
  const { header, model, params, state } = trained;
  const learner = createLearner({ params, state });
  const judged = await judge(header.recipe, model, learner, split);
  disposeLearner(learner);
  assertEquals([found.step, found.engine], [4, "wasm"]);
  assertAlmostEquals(found.scores.map, judged.map, 1e-6);
  assertEquals(found.cmc, [...judged.cmc]);
  assertEquals(found.scores.gallery, split.gallery.length);
  const cells = found.cameras.filter(({ rank1 }) => rank1 !== null);
  assert(cells.length > 0 && cells.every(({ map }) => map! <= 1));

  const matches = judged.queries.reduce((sum, { matches }) => sum + matches, 0);
  const sum = (counts: Float64Array) => counts.reduce((a, b) => a + b);
  assertEquals(sum(found.angles.right), matches);
  const persons = [...split.query, ...split.gallery].filter(({ person }) =>
    person > 0
  );
  assertEquals(found.map.length, persons.length);
  assertEquals(
    found.map.map(({ name }) => name).sort(),
    persons.map(({ path }) => path.replace(/.*\//, "")).sort(),
  );

  for (const strips of Object.values(found.strips)) {
    assertEquals(strips.length, 2);
    for (const { pictures, firstHit, averagePrecision } of strips) {
      assertEquals(pictures.length, 5);
      assertEquals(pictures[0]!.right, null);
      const first = pictures.findIndex(({ right }) => right === true);
      assertEquals(first === -1 ? firstHit > 4 : firstHit === first, true);
      assert(averagePrecision > 0 && averagePrecision <= 1);
      const similarities = pictures.slice(1).map((one) => one.similarity!);
      assertEquals(similarities, similarities.toSorted((a, b) => b - a));
      pictures.slice(1).forEach((one) => assertRight(pictures[0]!, one));
    }
  }
  assertEquals([found.wrong.length, found.right.length], [2, 2]);
  for (
    const [kind, pairs] of [[false, found.wrong], [true, found.right]] as const
  ) {
    for (const [query, one] of pairs) {
      assertEquals(one!.right, kind);
      assertRight(query!, one!);
    }
  }
  assertEquals(JSON.stringify(found).includes(box.folder), false);

  const again = await examineRun(trained, split, {
    ...options,
    queries: 2,
    top: 4,
    pairs: 2,
  });
  assertEquals(again, found);
  const other = await examineRun(trained, split, { ...options, seed: 2 });
  assertNotEquals(other.map, found.map);
}, { engines });

/** Fails unless a picture's verdict is what the names say. */
function assertRight(query: FoundPicture, one: FoundPicture): void {
  const person = (picture: FoundPicture) => picture.name.slice(0, 4);
  assertEquals(one.right, person(one) === person(query), one.name);
}

onEngines(
  "examineRun() takes pictures only if asked, and few if told",
  async () => {
    await using box = await sandbox();
    const { trained, split, options } = await subject(box.folder);
    const images = (found: Awaited<ReturnType<typeof examineRun>>) =>
      [
        ...found.wrong,
        ...found.right,
        ...found.strips.best.map((one) => one.pictures),
      ].flat().map(({ image }) => image?.slice(0, 2));
    const plain = await examineRun(trained, split, { ...options, mapped: 3 });
    assertEquals([plain.map, new Set(images(plain))], [
      [],
      new Set([undefined]),
    ]);
    const shown = await examineRun(trained, split, {
      ...options,
      queries: 1,
      images: true,
      mapped: 9,
    });
    for (const start of images(shown)) {
      assertEquals(start, Uint8Array.of(0xff, 0xd8));
    }
    assertEquals(shown.strips.best.length, 1);
    assert(shown.map.length > 3 && shown.map.length <= 9);
  },
  { engines },
);

onEngines(
  "examineRun() leaves out what cannot be read, and refuses a part of nothing",
  async () => {
    await using box = await sandbox();
    const { trained, split, options } = await subject(box.folder);
    const [bad] = split.gallery;
    await Deno.writeTextFile(bad!.path, "no picture");
    const warnings: string[] = [];
    const found = await examineRun(trained, split, {
      ...options,
      onWarning: (text) => warnings.push(text),
    });
    assertEquals([warnings.length, found.scores.gallery], [
      1,
      split.gallery.length - 1,
    ]);
    await assertRejects(
      () => examineRun(trained, { ...split, gallery: [bad!] }, options),
      TypeError,
      `Cannot embed the gallery of "${split.root}" as at least one picture must be readable: none is`,
    );
  },
  { engines },
);
