import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  featureKeys,
  readFeatures,
  type ReadFeaturesOptions,
} from "../../lib/run/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { featurePath } from "../weights/arrays/opened.ts";
import { EVERY_FORMAT } from "./every_format.ts";

/** A small file in the kit's JSON. */
const SMALL = {
  query: { features: [[3, 4], [0, 2]], persons: [7, 8], cameras: [1, 1] },
  gallery: { features: [[1, 0], [0, 1]], persons: [7, -1], cameras: [2, 3] },
};

/** What is read of these values as JSON. */
async function read(values: unknown, options: ReadFeaturesOptions = {}) {
  await using box = await sandbox();
  const path = await box.write("a.json", JSON.stringify(values));
  return await readFeatures(path, options);
}

/** The error of these values, from after the path on. */
async function fault(
  values: unknown,
  options: ReadFeaturesOptions = {},
): Promise<string> {
  await using box = await sandbox();
  const path = await box.write("a.json", JSON.stringify(values));
  const { message } = await assertRejects(
    () => readFeatures(path, options),
    Error,
  );
  const begin = `Cannot read features of "${path}" as `;
  assertEquals(message.slice(0, begin.length), begin);
  return message.slice(begin.length);
}

Deno.test("readFeatures() makes rows unit, and keeps them as given", async () => {
  const { query, gallery, multi, from } = await read(SMALL);
  assertEquals(query.rows, Float32Array.of(0.6, 0.8, 0, 1));
  assertEquals([...query.given], [3, 4, 0, 2]);
  assertEquals([query.size, query.lengths], [2, [2, 5]]);
  assertEquals([...query.person, ...query.camera], [7, 8, 1, 1]);
  assertEquals([...gallery.person, ...gallery.camera], [7, -1, 2, 3]);
  assert(gallery.rows === gallery.given, "unit rows are held once");
  assertEquals(multi, undefined);
  assertEquals(from.files.map(({ format }) => format), ["JSON"]);
  assertEquals(from.taken, [
    "query.features [2,2]",
    "query.persons [2]",
    "query.cameras [2]",
    "gallery.features [2,2]",
    "gallery.persons [2]",
    "gallery.cameras [2]",
  ]);
  assertEquals(from.left, []);
});

Deno.test("readFeatures() reads the same of every format, by its own writer", async () => {
  const expected = await readFeatures(featurePath("features.npz"));
  for (const [name, options] of EVERY_FORMAT) {
    const { query, gallery } = await readFeatures(featurePath(name), options);
    assertEquals(query, expected.query, name);
    assertEquals(gallery, expected.gallery, name);
  }
  const several = await Promise.all([
    readFeatures(featurePath("pytorch_result.mat"), {
      multi: featurePath("multi_query.mat"),
    }),
    readFeatures(featurePath("features_packed.mat")),
  ]);
  assertEquals(several[0].multi, several[1].multi);
  assertEquals(several[0].multi!.person.length, 30);
});

Deno.test("readFeatures() tells what it left", async () => {
  const { from } = await readFeatures(featurePath("features_packed.mat"));
  assertEquals(from.left, [
    "names (a cell array)",
    "opt (a struct)",
    "name (a text)",
    "z (complex numbers)",
  ]);
});

Deno.test("readFeatures() guesses no name: none, two, and one that the caller gives", async () => {
  const { query, gallery } = SMALL;
  const { features, ...rest } = query;
  assertEquals(
    await fault({ query: { odd: features, ...rest }, gallery }),
    "it must tell the query's features: none of its names is one of query_f, query_features, query_feature, query_feats, query_feat, query_embeddings, q_f, q_features, q_feature, q_feats, q_feat, q_embeddings, qf; it has query.odd [2,2], query.persons [2], query.cameras [2], gallery.features [2,2], gallery.persons [2], gallery.cameras [2], name it by keys (--keys query_f=NAME)",
  );
  assertEquals(
    await fault({ query, gallery, qf: [[1, 2], [3, 4]] }),
    "one array must tell the query's features: query.features and qf could, name it by keys (--keys query_f=NAME)",
  );
  const named = await read({ query, gallery, qf: [[0, 2], [3, 4]] }, {
    keys: { query_f: "qf" },
  });
  assertEquals([...named.query.given], [0, 2, 3, 4]);
  assertEquals(named.from.left, ["query.features [2,2]"]);
  assertEquals(
    await fault(SMALL, { keys: { query_f: "nowhere" } }),
    `"nowhere" must be in it: it has query.features [2,2], query.persons [2], query.cameras [2], gallery.features [2,2], gallery.persons [2], gallery.cameras [2]`,
  );
  assertEquals(
    await fault(SMALL, { keys: { probe: "query.features" } }),
    'a key must be one that is known, as query_f, query_label, query_cam, gallery_f, ...: "probe" is none',
  );
  assertEquals(
    await fault({ query: { ...query, cameras: [1, null] }, gallery }),
    '"query.cameras" must be an array of real numbers: it is a list with null (item 1), save it as one',
  );
});

Deno.test("readFeatures() knows each name once", () => {
  const all = Object.values(featureKeys).flatMap((parts) =>
    Object.values(parts).flat()
  );
  assertEquals(new Set(all).size, all.length);
});

Deno.test("readFeatures() splits one list where it is told to", async () => {
  const all = {
    feats: [[3, 4], [1, 0], [0, 1]],
    pids: [7, 7, 0],
    camids: [1, 2, 2],
  };
  const { query, gallery } = await read(all, { queries: 1 });
  assertEquals([...query.given], [3, 4]);
  assertEquals([...gallery.person, ...gallery.camera], [7, 0, 2, 2]);
  assertEquals(
    await fault(all),
    "it must tell which rows are the queries': it has one list of all, pass queries (--queries N) or the gallery's file (--gallery FILE)",
  );
  for (const queries of [0, 3, 1.5]) {
    assertEquals(
      await fault(all, { queries }),
      `queries must be a whole number from 1 to 2, so that the gallery has rows too: current queries is ${queries}`,
    );
  }
});

Deno.test("readFeatures() takes cameras from nowhere, and persons from 0, when it is told to", async () => {
  const { query, gallery } = SMALL;
  const { cameras: _, ...bare } = query;
  const none = await read({ query: bare, gallery }, { cameras: "none" });
  assertEquals([...none.query.camera, ...none.gallery.camera], [1, 1, 2, 2]);
  assert((await fault({ query: bare, gallery })).startsWith(
    "it must tell the query's cameras: ",
  ));
  const zero = { ...query, persons: [0, 7] };
  assertEquals(
    await fault({ query: zero, gallery }),
    "each query must show a person, numbered from 1: query 0, counted from 0, has 0, pass personsFrom 0 (--persons-from 0) if the first person is number 0",
  );
  const { query: moved, gallery: kept } = await read({ query: zero, gallery }, {
    personsFrom: 0,
  });
  assertEquals([...moved.person, ...kept.person], [1, 8, 8, -1]);
  assertEquals(
    await fault({ query: { ...query, persons: [7, -1] }, gallery }),
    "each query must show a person, numbered from 1: query 1, counted from 0, has -1, leave it out",
  );
});

Deno.test("readFeatures() names the row that is not finite, and labels that do not fit", async () => {
  const { query, gallery } = SMALL;
  const with_ = (more: object) => ({ query: { ...query, ...more }, gallery });
  assertEquals(
    await fault(with_({ features: [[1, 2], [3, 1e39]] })),
    '"query.features" must have finite numbers of 32 bits: row 1, counted from 0, has 1e+39 as number 1',
  );
  assertEquals(
    await fault(with_({ features: [1, 2] })),
    '"query.features" must have a row for each image: its shape is [2]',
  );
  assertEquals(
    await fault(with_({ features: [[1, 2, 3], [3, 4, 5]] })),
    "rows must have one size: the query's have 3 numbers, the gallery's 2",
  );
  assertEquals(
    await fault(with_({ persons: [7, 8, 9] })),
    '"query.persons" must have a number for each of 2 rows: its shape is [3]',
  );
  for (const bad of [1.5, 2 ** 31]) {
    assertEquals(
      await fault(with_({ persons: [7, bad] })),
      `"query.persons" must have whole numbers of 32 bits: number 1, counted from 0, is ${bad}`,
    );
  }
});

Deno.test("readFeatures() refuses a NaN of NumPy's, by row", async () => {
  await using box = await sandbox();
  const bytes = await Deno.readFile(featurePath("gallery.npy"));
  const view = new DataView(bytes.buffer);
  view.setFloat32(128 + 4 * (8 * 5 + 3), NaN, true);
  const path = await box.write("gallery.npy", bytes);
  await box.write(
    "gallery.json",
    await Deno.readFile(featurePath("gallery.json")),
  );
  await assertRejects(
    () => readFeatures(featurePath("query.npy"), { gallery: path }),
    RangeError,
    `Cannot read features of "${path}" as "array" must have finite numbers of 32 bits: row 5, counted from 0, has NaN as number 3`,
  );
  await Deno.remove(`${box.folder}/gallery.json`);
  await assertRejects(
    () => readFeatures(featurePath("query.npy"), { gallery: path }),
    RangeError,
    "it must tell the gallery's persons: none of its names is one of ",
  );
});
