import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import { type Embeddings, embeddings } from "../../lib/eval/embeddings.ts";
import { evaluate } from "../../lib/eval/evaluate.ts";
import {
  type ExpandOptions,
  expandQueries,
} from "../../lib/eval/expand_queries.ts";
import { dotProducts, type Similarity } from "../../lib/eval/similarity.ts";
import { clusters } from "./clusters.ts";

/** The definition, row by row, with every image sorted. */
function slowly(
  query: Embeddings,
  gallery: Embeddings,
  top: number,
  alpha: number,
): number[] {
  const rowOf = (
    { rows, size }: Embeddings,
    row: number,
  ) => [...rows.subarray(row * size, (row + 1) * size)];
  return [...query.person.keys()].flatMap((index) => {
    const own = rowOf(query, index);
    const all = [...gallery.person.keys()].map((image) => {
      const row = rowOf(gallery, image);
      return { row, cosine: row.reduce((sum, x, i) => sum + x * own[i]!, 0) };
    }).sort((a, b) => b.cosine - a.cosine).slice(0, top);
    const sum = own.map((x, i) =>
      all.reduce((total, { row, cosine }) => {
        const weight = alpha === 0 ? 1 : cosine < 0 ? 0 : cosine ** alpha;
        return total + weight * row[i]!;
      }, x)
    );
    const length = Math.hypot(...sum);
    return sum.map((x) => x / length);
  });
}

Deno.test("expandQueries() is the mean with the nearest images, plain or weighted", async () => {
  const [query, gallery] = [clusters("query", 9), clusters("gallery", 50)];
  for (const [top, alpha] of [[5, 0], [3, 3], [50, 0.5], [50, 0]] as const) {
    const { rows, person, camera } = await expandQueries(query, gallery, {
      top,
      alpha,
    });
    for (const [at, value] of slowly(query, gallery, top, alpha).entries()) {
      assertAlmostEquals(rows[at]!, value, 1e-7);
    }
    assertEquals([person, camera], [query.person, query.camera]);
  }
});

Deno.test("expandQueries() has the defaults it says, and is the same whatever the blocks", async () => {
  const [query, gallery] = [clusters("query", 9), clusters("gallery", 50)];
  const whole = await expandQueries(query, gallery);
  assertEquals(
    await expandQueries(query, gallery, { top: 5, alpha: 0 }),
    whole,
  );
  const calls: number[] = [];
  const similarity: Similarity = (rows, others, size) => {
    calls.push(rows.length / size * (others.length / size));
    return Promise.resolve(dotProducts(rows, others, size));
  };
  assertEquals(
    await expandQueries(query, gallery, { similarity, block: 20 }),
    whole,
  );
  assertEquals(calls, [9 * 20, 9 * 20, 9 * 10]);
});

Deno.test("expandQueries() takes ties by index", async () => {
  const query = embeddings([1, 0], 2, [1], [1]);
  const gallery = embeddings([0, 1, 0.6, 0.8, 0.6, -0.8], 2, [1, 1, 1], [
    2,
    2,
    2,
  ]);
  const { rows } = await expandQueries(query, gallery, { top: 1 });
  assert(rows[1]! > 0);
});

Deno.test("expandQueries() finds more of noisy persons", async () => {
  const [query, gallery] = [
    clusters("query", 60, { width: 1.2 }),
    clusters("gallery", 400, { width: 1.2 }),
  ];
  const before = await evaluate(query, gallery);
  const after = await evaluate(await expandQueries(query, gallery), gallery);
  assert(after.map > before.map + 0.02, `${before.map} to ${after.map}`);
});

Deno.test("expandQueries() refuses numbers out of range", async () => {
  const [query, gallery] = [clusters("query", 2), clusters("gallery", 3)];
  const refused = (options: ExpandOptions, text: string) =>
    assertRejects(
      () => expandQueries(query, gallery, options),
      RangeError,
      text,
    );
  for (const top of [0, 1.5, 4, NaN]) {
    await refused(
      { top },
      `Cannot expand the queries as top must be a whole number from 1 to the gallery's 3 images: current top is ${top}`,
    );
  }
  for (const alpha of [-1, NaN, Infinity]) {
    await refused(
      { top: 1, alpha },
      `Cannot expand the queries as alpha must be a number from 0 up: current alpha is ${alpha}`,
    );
  }
  await refused(
    { top: 1, block: 0 },
    "Cannot find neighbours as block must be a whole number from 1 up: current block is 0",
  );
  await refused(
    { top: 1, similarity: () => new Float64Array(6).fill(NaN) },
    "Cannot find neighbours as no similarity must be NaN: at least one is",
  );
});
