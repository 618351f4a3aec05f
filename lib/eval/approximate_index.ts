import { checkSizes } from "./check.ts";
import type { Embeddings } from "./embeddings.ts";
import { checkTop, type NearestLists } from "./nearest_lists.ts";
import type { SimilarityRows } from "./similarity_rows.ts";
import { dotProducts } from "./similarity.ts";
import { topLists } from "./top_lists.ts";

/** Not among deno.json's imports, which Deno fetches for every task; deno.lock holds its hash. */
const PACKAGE = "npm:usearch@2.26.2";

/** The options of {@linkcode approximateIndex}. */
export interface ApproximateIndexOptions {
  /**
   * Edges of an image in the graph, M.
   *
   * @default {16}
   */
  readonly connectivity?: number;
  /**
   * Images that are looked at to place a new one, efConstruction.
   *
   * @default {128}
   */
  readonly buildWidth?: number;
  /**
   * Images that are looked at for a query, ef; at least as many as it gets.
   *
   * @default {64}
   */
  readonly searchWidth?: number;
  /**
   * Threads that build and search. With more than one the graph, and so what is
   * found, may differ from run to run.
   *
   * @default {1}
   */
  readonly threads?: number;
}

/** A gallery that can be searched without comparing all of it. */
export interface ApproximateIndex {
  /**
   * The images most like each query, most of them: measure it with `recallAt`.
   * The order is exact, by dot products in float64, ties by index.
   */
  nearest(query: Embeddings, top: number): NearestLists;
  /**
   * The same for `rows` of `evaluate`: what is not found has similarity −∞, and
   * so comes after all that is, by index.
   */
  rows(query: Embeddings, top: number): SimilarityRows;
}

/**
 * Builds a graph for approximate search (HNSW), by the library usearch.
 *
 * usearch comes from npm, built for Linux, macOS and Windows, and is fetched
 * when it is first needed. It asks for `--allow-ffi`, `--allow-read`,
 * `--allow-env` and `--allow-sys=uid`. It holds a copy of the rows.
 *
 * @param gallery The gallery embeddings.
 * @param options How thoroughly it builds and searches.
 * @returns The index.
 * @throws {RangeError} If the gallery is empty or malformed, or an option is no whole number from 1.
 * @throws {Error} If usearch cannot be loaded.
 *
 * @example Most neighbours are found
 * ```ts
 * import { approximateIndex, embeddings, nearestLists, recallAt } from "@spherereid/kit/eval";
 * import { random } from "@spherereid/kit/random";
 * import { assert } from "@std/assert";
 *
 * const rng = random(1);
 * const of = (images: number) =>
 *   embeddings(
 *     Float64Array.from({ length: 8 * images }, () => rng.normal()),
 *     8,
 *     Array(images).fill(1),
 *     Array(images).fill(1),
 *   );
 * const [query, gallery] = [of(20), of(500)];
 * const index = await approximateIndex(gallery);
 * const { indices } = await nearestLists(query, gallery, 10);
 * assert(recallAt(index.nearest(query, 10).indices, indices, 10) > 0.9);
 * ```
 */
export async function approximateIndex(
  gallery: Embeddings,
  options: ApproximateIndexOptions = {},
): Promise<ApproximateIndex> {
  const {
    connectivity = 16,
    buildWidth = 128,
    searchWidth = 64,
    threads = 1,
  } = options;
  const act = "build an index";
  const images = gallery.person.length;
  if (images === 0) {
    throw new RangeError(
      `Cannot ${act} as the gallery must have at least one image: it is empty`,
    );
  }
  checkSizes(act, "gallery", gallery);
  const numbers = { connectivity, buildWidth, searchWidth, threads };
  for (const [name, value] of Object.entries(numbers)) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new RangeError(
      `Cannot ${act} as ${name} must be a whole number from 1 up: current ${name} is ${value}`,
    );
  }
  const { size } = gallery;
  const { Index } = await library();
  const index = new Index({
    metric: "ip",
    quantization: "f32",
    dimensions: size,
    connectivity,
    expansion_add: buildWidth,
    expansion_search: searchWidth,
    multi: false,
  });
  for (let first = 0; first < images; first += BLOCK) {
    const end = Math.min(first + BLOCK, images);
    index.add(
      BigUint64Array.from(
        { length: end - first },
        (_, at) => BigInt(first + at),
      ),
      gallery.rows.subarray(first * size, end * size),
      threads,
    );
    await new Promise((go) => setTimeout(go)); // let signals and timers through
  }

  const nearest = (query: Embeddings, top: number): NearestLists => {
    check(query, top);
    const queries = query.person.length;
    const { indices, values } = topLists(queries, top);
    indices.fill(-1);
    for (let first = 0; first < queries; first += BLOCK) {
      const end = Math.min(first + BLOCK, queries);
      const block = query.rows.subarray(first * size, end * size);
      const matches = index.search(block, top, threads);
      for (let at = first; at < end; at++) {
        const { keys } = "get" in matches ? matches.get(at - first) : matches;
        const row = query.rows.subarray(at * size, (at + 1) * size);
        const found = Array.from(keys, (key) => {
          const image = Number(key);
          const other = gallery.rows.subarray(image * size, (image + 1) * size);
          return { image, value: dotProducts(row, other, size)[0]! };
        }).sort((a, b) => b.value - a.value || a.image - b.image);
        found.forEach(({ image, value }, place) => {
          indices[at * top + place] = image;
          values[at * top + place] = value;
        });
      }
    }
    return { indices, values };
  };
  const check = (query: Embeddings, top: number) => {
    checkSizes("search the index", "query", query);
    checkTop("search the index", top, gallery);
    if (query.size !== size) {
      throw new RangeError(
        `Cannot search the index as query and gallery must have rows of one size: current sizes are ${query.size} and ${size}`,
      );
    }
  };
  return {
    nearest,
    rows(query, top) {
      check(query, top);
      return (first, end) => {
        const { indices, values } = nearest({
          size,
          rows: query.rows.subarray(first * size, end * size),
          person: query.person.subarray(first, end),
          camera: query.camera.subarray(first, end),
        }, top);
        const table = new Float64Array((end - first) * images).fill(-Infinity);
        indices.forEach((image, at) => {
          if (image < 0) return;
          table[Math.floor(at / top) * images + image] = values[at]!;
        });
        return table;
      };
    },
  };
}

/** Images that are added, and queries that are searched, at a time. */
const BLOCK = 1024;

/** The keys of what one query found. */
interface Matches {
  readonly keys: BigUint64Array;
}

/** What is used of usearch; more than one query give matches to get one by one. */
interface Library {
  readonly Index: new (
    options: Readonly<Record<string, string | number | boolean>>,
  ) => {
    add(keys: BigUint64Array, rows: Float32Array, threads: number): void;
    search(
      rows: Float32Array,
      top: number,
      threads: number,
    ): Matches | { get(query: number): Matches };
  };
}

async function library(): Promise<Library> {
  try {
    return await import(PACKAGE) as Library;
  } catch (error) {
    const [fact] = (error as Error).message.split("\n");
    throw new Error(
      `Cannot build an index as the npm package usearch must be reachable: ${fact}, or run with --allow-ffi --allow-sys=uid, or search exactly`,
      { cause: error },
    );
  }
}
