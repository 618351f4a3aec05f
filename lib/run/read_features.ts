import { type ArrayFile, type NamedArray, openArrays } from "../weights/mod.ts";
import type { FeatureSide } from "./feature_keys.ts";
import { type Features, featuresOf } from "./feature_set.ts";
import { checkTables, readTable, split, type Table } from "./feature_table.ts";
import {
  findFeatures,
  type GivenKeys,
  hasSide,
  roleOf,
  type Shelf,
  toldOf,
} from "./find_features.ts";

/** How features of others are read. */
export interface ReadFeaturesOptions {
  /**
   * The gallery's file, where the queries' is another.
   *
   * @default {undefined}
   */
  readonly gallery?: string;
  /**
   * A file of more images of each query's person by its camera, for multi-query
   * search (layumi's multi_query.mat).
   *
   * @default {undefined}
   */
  readonly multi?: string;
  /**
   * The file's own names for arrays, by any of {@linkcode featureKeys}:
   * `{ query_f: "probe" }`.
   *
   * @default {{}}
   */
  readonly keys?: Readonly<Record<string, string>>;
  /**
   * How many of the rows, from the first, are the queries', where a file has
   * one list of all (fastreid's evaluator).
   *
   * @default {undefined}
   */
  readonly queries?: number;
  /**
   * Where cameras are from: the file, or nowhere. Then all queries are by one
   * camera and the gallery by another, so that every image of the person
   * counts.
   *
   * @default {"file"}
   */
  readonly cameras?: "file" | "none";
  /**
   * The number of the first person. Where it is 0, persons are numbered anew
   * from 1, since the protocol has 0 for distractors.
   *
   * @default {1}
   */
  readonly personsFrom?: 0 | 1;
}

/** Features of others, ready to be scored. */
export interface FeatureFile {
  /** The queries. */
  readonly query: Features;
  /** The gallery. */
  readonly gallery: Features;
  /** More images of the queries' persons; undefined if there are none. */
  readonly multi?: Features;
  /** Where all this is from. */
  readonly from: {
    /** The files, and how they were written. */
    readonly files: readonly {
      readonly path: string;
      readonly format: string;
    }[];
    /** The arrays that were taken, with their shapes. */
    readonly taken: readonly string[];
    /** What was left, for people. */
    readonly left: readonly string[];
  };
}

/**
 * Reads features that others computed, with their persons and cameras, so that
 * they can be scored by every convention: whatever {@linkcode openArrays}
 * opens, under the names of {@linkcode featureKeys}.
 *
 * - layumi's test.py writes `pytorch_result.mat` and `multi_query.mat` itself.
 * - torchreid writes no features; its engine holds `qf`, `q_pids`, `q_camids`,
 *   `gf`, `g_pids` and `g_camids`, which `torch.save(dict(qf=qf, ...), path)`
 *   or `np.savez(path, qf=qf, ...)` keeps.
 * - fastreid's evaluator holds a list of dicts of `feats`, `pids` and
 *   `camids`, queries first: save it by torch.save and pass `queries`.
 * - As JSON: `{"query": {"features": [[...]], "persons": [...], "cameras":
 *   [...]}, "gallery": {...}}`.
 * - Of `deno task embed`: two .npy files, each with its index beside it.
 *
 * Persons are numbered from 1; 0 is a distractor and −1 junk, in a gallery
 * only. Rows may have any length.
 *
 * @param path The file, or the queries' where the gallery has its own.
 * @param options Other files, names, and what is to be made of persons and cameras.
 * @returns The features, and which arrays they are.
 * @throws {RangeError} If an array is missing, could be several, or does not fit; the file's arrays are listed. If a number is not finite; its row is named.
 * @throws {TypeError} If an array holds other things than real numbers, or a pickle wants to run something.
 * @throws {SyntaxError} If a file is damaged or of no format that is read.
 *
 * @example Two images, in JSON
 * ```ts
 * import { readFeatures } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile();
 * const query = { features: [[3, 4]], persons: [7], cameras: [1] };
 * const gallery = { features: [[6, 8]], persons: [7], cameras: [2] };
 * await Deno.writeTextFile(path, JSON.stringify({ query, gallery }));
 * const found = await readFeatures(path);
 * assertEquals(found.query.rows, Float32Array.of(0.6, 0.8));
 * assertEquals([...found.gallery.given], [6, 8]);
 * await Deno.remove(path);
 * ```
 */
export async function readFeatures(
  path: string,
  options: ReadFeaturesOptions = {},
): Promise<FeatureFile> {
  const { keys = {}, queries, cameras = "file", personsFrom = 1 } = options;
  using open = new DisposableStack();
  const files: ArrayFile[] = [];
  const shelfOf = async (path: string): Promise<Shelf> => {
    const own = await filesOf(path);
    for (const file of own) open.use(file);
    files.push(...own);
    return { act: `Cannot read features of "${path}"`, files: own };
  };
  const taken: NamedArray[] = [];
  const table = async (
    shelf: Shelf,
    sides: readonly [FeatureSide, ...FeatureSide[]],
  ) => {
    const sources = findFeatures(shelf, sides, keys, cameras === "file");
    for (const source of Object.values(sources)) taken.push(source.array);
    return await readTable(sources, personsFrom);
  };

  const main = await shelfOf(path);
  const { act } = main;
  refuseKeys(act, keys);
  let query: Table;
  let gallery: Table;
  if (options.gallery !== undefined) {
    query = await table(main, ["query", "all"]);
    gallery = await table(await shelfOf(options.gallery), ["gallery", "all"]);
  } else if (queries !== undefined) {
    [query, gallery] = split(act, await table(main, ["all"]), queries);
  } else {
    if (!hasSide(main, "query", keys) && hasSide(main, "all", keys)) {
      throw new RangeError(
        `${act} as it must tell which rows are the queries': it has one list of all, pass queries (--queries N) or the gallery's file (--gallery FILE)`,
      );
    }
    query = await table(main, ["query"]);
    gallery = await table(main, ["gallery"]);
  }
  const multi = options.multi !== undefined
    ? await table(await shelfOf(options.multi), ["multi", "all"])
    : hasSide(main, "multi", keys)
    ? await table(main, ["multi"])
    : undefined;
  checkTables(act, query, gallery, multi);
  if (cameras === "none") {
    for (const one of [query, multi]) one?.camera.fill(1);
    gallery.camera.fill(2);
  }
  return {
    query: featuresOf(query),
    gallery: featuresOf(gallery),
    ...multi === undefined ? {} : { multi: featuresOf(multi) },
    from: {
      files: files.map(({ path, format }) => ({ path, format })),
      taken: taken.map(toldOf),
      left: files.flatMap(({ arrays, others }) => [
        ...[...arrays.values()].filter((one) => !taken.includes(one))
          .map(toldOf),
        ...[...others].map(([name, word]) => `${name} (${word})`),
      ]),
    },
  };
}

/** A file; with a .npy the index beside it, if there is one. */
async function filesOf(path: string): Promise<ArrayFile[]> {
  const file = await openArrays(path);
  if (file.format !== "npy") return [file];
  try {
    return [file, await openArrays(path.replace(/(?:\.npy)?$/, ".json"))];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [file];
    file[Symbol.dispose]();
    throw error;
  }
}

function refuseKeys(act: string, keys: GivenKeys): void {
  for (const key of Object.keys(keys)) {
    if (roleOf(key) !== undefined) continue;
    throw new RangeError(
      `${act} as a key must be one that is known, as query_f, query_label, query_cam, gallery_f, ...: "${key}" is none`,
    );
  }
}
