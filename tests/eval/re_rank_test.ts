import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import { type Embeddings, embeddings } from "../../lib/eval/embeddings.ts";
import { reRank, type ReRankOptions } from "../../lib/eval/re_rank.ts";
import {
  type ReRankName,
  reRankVariants,
} from "../../lib/eval/re_rank_variants.ts";
import { dotProducts, type Similarity } from "../../lib/eval/similarity.ts";
import golden from "../golden/re_rank.json" with { type: "json" };
import { clusters } from "./clusters.ts";
import { denseReRank } from "./re_rank_dense.ts";

const NAMES = Object.keys(reRankVariants) as ReRankName[];

/** All new distances, a query after the other. */
async function distances(
  query: Embeddings,
  gallery: Embeddings,
  options: ReRankOptions,
): Promise<Float64Array> {
  const rows = await reRank(query, gallery, options);
  return Float64Array.from(
    await rows(0, query.person.length),
    (value) => -value,
  );
}

function apart(one: ArrayLike<number>, other: ArrayLike<number>): number {
  assertEquals(one.length, other.length);
  return Math.max(
    ...Array.from(one, (value, at) => Math.abs(value - other[at]!)),
  );
}

function ofGolden(rows: readonly number[]): Embeddings {
  const images = Array.from({ length: rows.length / golden.size }, () => 1);
  return embeddings(rows, golden.size, images, images);
}

for (const name of NAMES) {
  const variant = reRankVariants[name];

  Deno.test(`reRank() of ${name} equals NumPy's dense tables, with duplicates, ties and a zero row`, async () => {
    const [query, gallery] = [golden.query, golden.gallery].map(ofGolden) as [
      Embeddings,
      Embeddings,
    ];
    const images = gallery.person.length;
    const cases = golden.cases.filter((one) => one.variant === name);
    assertEquals(cases.length, 5);
    for (const { k1, k2, lambda, first, sums } of cases) {
      const found = await distances(query, gallery, {
        variant,
        k1,
        k2,
        lambda,
      });
      assert(apart(found.subarray(0, images), first) < 1e-8);
      for (const [index, sum] of sums.entries()) {
        const row = found.subarray(index * images, (index + 1) * images);
        const own = row.reduce((s, d, at) => s + d * (at + 1) / images, 0);
        assertAlmostEquals(own, sum, 1e-6);
      }
    }
  });

  Deno.test(`reRank() of ${name} equals dense tables of 60 queries by 200 images`, async () => {
    const [query, gallery] = [clusters("query", 60), clusters("gallery", 200)];
    for (
      const numbers of [
        { k1: 20, k2: 6, lambda: 0.3 },
        { k1: 5, k2: 12, lambda: 0.7 },
      ]
    ) {
      const found = await distances(query, gallery, { variant, ...numbers });
      const dense = denseReRank(query, gallery, name, numbers);
      assert(apart(found, dense.flatMap((row) => [...row])) < 1e-10);
    }
  });
}

Deno.test("reRank() tells the variants apart, but for torchreid's and layumi's on unit rows", async () => {
  const [query, gallery] = [clusters("query", 9), clusters("gallery", 50)];
  const found = new Map<ReRankName, string>();
  for (const name of NAMES) {
    const options = { variant: reRankVariants[name], k1: 7 };
    found.set(name, `${await distances(query, gallery, options)}`);
  }
  assertEquals(found.get("torchreid"), found.get("layumi"));
  assertEquals(new Set(found.values()).size, NAMES.length - 1);
});

Deno.test("reRank() changes with k1, k2 and lambda, and has the defaults it says", async () => {
  const [query, gallery] = [clusters("query", 9), clusters("gallery", 50)];
  const whole = await distances(query, gallery, {});
  const said = {
    variant: reRankVariants.original,
    k1: 20,
    k2: 6,
    lambda: 0.3,
    similarity: dotProducts,
  };
  assertEquals(await distances(query, gallery, said), whole);
  for (const other of [{ k1: 19 }, { k2: 5 }, { lambda: 0.31 }]) {
    assert(apart(await distances(query, gallery, other), whole) > 1e-4);
  }
});

Deno.test("reRank() gives the same numbers whatever the blocks, and compares each pair once", async () => {
  const [query, gallery] = [clusters("query", 9), clusters("gallery", 50)];
  const whole = await (await reRank(query, gallery))(0, 9);
  const sizes: number[] = [];
  const similarity: Similarity = (rows, others, size) => {
    sizes.push(rows.length / size * (others.length / size));
    return Promise.resolve(dotProducts(rows, others, size));
  };
  const told: string[] = [];
  const rows = await reRank(query, gallery, {
    similarity,
    block: 8,
    onProgress: (done, total) => told.push(`${done}/${total}`),
  });
  // 9 queries are blocks of 8 and 1, 50 images six of 8 and one of 2.
  const blocks = [8, 1, 8, 8, 8, 8, 8, 8, 2];
  assertEquals(
    sizes,
    blocks.flatMap((one, at) => blocks.slice(at).map((other) => one * other)),
  );
  assertEquals([told[0], told.at(-1)], ["1/45", "45/45"]);
  for (let index = 0; index < 9; index++) {
    assertEquals(
      await rows(index, index + 1),
      whole.slice(index * 50, (index + 1) * 50),
    );
  }
});

Deno.test("reRank() takes images that are all alike, where others divide 0 by 0", async () => {
  const alike = (images: number) =>
    embeddings(
      Array(2 * images).fill(1),
      2,
      Array(images).fill(1),
      Array(images).fill(1),
    );
  for (const variant of Object.values(reRankVariants)) {
    const options = { variant, k1: 4, k2: 1 };
    const found = await distances(alike(2), alike(4), options);
    assertEquals(found.findIndex((one) => !(one >= -1e-6 && one <= 1)), -1);
  }
});

Deno.test("reRank() refuses numbers out of range before it compares anything", async () => {
  const [query, gallery] = [clusters("query", 2), clusters("gallery", 3)];
  const similarity: Similarity = () => {
    throw new Error("compared");
  };
  const refused = (options: ReRankOptions, text: string) =>
    assertRejects(
      () => reRank(query, gallery, { similarity, ...options }),
      RangeError,
      text,
    );
  for (const name of ["k1", "k2", "block"] as const) {
    for (const wrong of [0, -1, 1.5, NaN]) {
      await refused(
        { k1: 2, [name]: wrong },
        `Cannot re-rank as ${name} must be a whole number from 1 up: current ${name} is ${wrong}`,
      );
    }
  }
  for (const lambda of [-0.1, 1.1, NaN]) {
    await refused(
      { k1: 2, lambda },
      `Cannot re-rank as lambda must be from 0 to 1: current lambda is ${lambda}`,
    );
  }
  await refused(
    { k1: 6 },
    "Cannot re-rank as there must be at least k1 images: current k1 is 6, with 2 queries and 3 images in the gallery, pass a smaller k1",
  );
  await assertRejects(
    () => reRank(query, clusters("gallery", 3, { size: 8 }), { k1: 2 }),
    RangeError,
    "Cannot re-rank as query and gallery must have rows of one size",
  );
});

Deno.test("reRank() refuses a product that is no table of numbers", async () => {
  const [query, gallery] = [clusters("query", 2), clusters("gallery", 3)];
  const by = (similarity: Similarity) => () =>
    reRank(query, gallery, { k1: 2, similarity });
  await assertRejects(
    by((...given) => dotProducts(...given).subarray(1)),
    RangeError,
    "Cannot re-rank as the similarity must give 2 x 2 numbers: it gave 3",
  );
  await assertRejects(
    by((...given) => dotProducts(...given).fill(NaN)),
    RangeError,
    "Cannot re-rank as no similarity must be NaN: at least one is",
  );
});
