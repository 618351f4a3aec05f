import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertThrows,
} from "@std/assert";
import {
  approximateIndex,
  type ApproximateIndexOptions,
  nearestLists,
  recallAt,
} from "../../lib/eval/mod.ts";
import { clusters } from "./clusters.ts";

Deno.test("approximateIndex() says what it wants where it may not load a library", async () => {
  const folder = new URL("../../lib/eval/", import.meta.url);
  const program = `
    import { approximateIndex } from "${folder}approximate_index.ts";
    import { embeddings } from "${folder}embeddings.ts";
    await approximateIndex(embeddings([1, 0], 2, [1], [1]))
      .catch((error) => console.log(error.message));
  `;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-read", "--allow-env", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const words = child.stdin.getWriter();
  await words.write(new TextEncoder().encode(program));
  await words.close();
  const said = new TextDecoder().decode((await child.output()).stdout);
  assertMatch(
    said,
    /^Cannot build an index as the npm package usearch must be reachable: .*, or run with --allow-ffi --allow-sys=uid, or search exactly\n$/,
  );
});

Deno.test("approximateIndex() finds nearly all neighbours, in exact order, the same each time", async () => {
  const [query, gallery] = [clusters("query", 60), clusters("gallery", 3000)];
  const exact = await nearestLists(query, gallery, 10);
  const index = await approximateIndex(gallery);
  const found = index.nearest(query, 10);
  const recall = recallAt(found.indices, exact.indices, 10);
  assert(recall > 0.95, `${recall}`);
  for (let at = 1; at < found.values.length; at++) {
    if (at % 10 > 0) assert(found.values[at]! <= found.values[at - 1]!);
  }
  const again = await approximateIndex(gallery);
  assertEquals(again.nearest(query, 10), found);
});

Deno.test("approximateIndex() finds less where it looks at less", async () => {
  const [query, gallery] = [
    clusters("query", 60, { size: 64 }),
    clusters("gallery", 3000, { size: 64 }),
  ];
  const exact = await nearestLists(query, gallery, 5);
  const recall = async (options: ApproximateIndexOptions) =>
    recallAt(
      (await approximateIndex(gallery, options)).nearest(query, 5).indices,
      exact.indices,
      5,
    );
  const whole = await recall({});
  for (
    const less of [{ connectivity: 2 }, { buildWidth: 2 }, { searchWidth: 1 }]
  ) {
    assert(await recall(less) < whole, JSON.stringify(less));
  }
  assert(await recall({ threads: 2 }) > 0.9);
});

Deno.test("approximateIndex().rows() are exact for what is found and −∞ for the rest", async () => {
  const [query, gallery] = [clusters("query", 9), clusters("gallery", 50)];
  const index = await approximateIndex(gallery);
  const { indices, values } = index.nearest(query, 7);
  const rows = await index.rows(query, 7)(2, 4);
  assertEquals(rows.length, 100);
  assertEquals(rows.filter((value) => value > -Infinity).length, 14);
  for (let at = 14; at < 28; at++) {
    assertEquals(rows[(at < 21 ? 0 : 50) + indices[at]!], values[at]);
  }
  const alone = await index.rows(query, 7)(3, 4);
  assertEquals(alone, rows.subarray(50));
});

Deno.test("approximateIndex() refuses what it cannot build or search", async () => {
  const gallery = clusters("gallery", 3);
  for (
    const name of [
      "connectivity",
      "buildWidth",
      "searchWidth",
      "threads",
    ] as const
  ) {
    await assertRejects(
      () => approximateIndex(gallery, { [name]: 0 }),
      RangeError,
      `Cannot build an index as ${name} must be a whole number from 1 up: current ${name} is 0`,
    );
  }
  await assertRejects(
    () => approximateIndex(clusters("gallery", 0)),
    RangeError,
    "Cannot build an index as the gallery must have at least one image: it is empty",
  );
  const index = await approximateIndex(gallery);
  const query = clusters("query", 2);
  for (const top of [0, 4]) {
    for (const search of [index.nearest, index.rows]) {
      assertThrows(
        () => search(query, top),
        RangeError,
        `Cannot search the index as top must be a whole number from 1 to the gallery's 3 images: current top is ${top}`,
      );
    }
  }
  assertThrows(
    () => index.nearest(clusters("query", 2, { size: 8 }), 1),
    RangeError,
    "Cannot search the index as query and gallery must have rows of one size: current sizes are 8 and 16",
  );
});
