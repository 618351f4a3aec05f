import { allDone } from "./all_done.ts";
import { decode } from "./decode.ts";
import { isBadImage } from "./bad_image.ts";
import { findFaults } from "./faults.ts";
import { readImageFile } from "./image_file.ts";
import { lanes } from "./lanes.ts";
import type { ReadOptions } from "./market1501.ts";
import { readDataset } from "./read_dataset.ts";
import {
  DISTRACTOR,
  JUNK,
  personsOf,
  type Sample,
  type Split,
} from "./sample.ts";

/** How a data set is inspected. */
export interface InspectOptions extends ReadOptions {
  /**
   * K, the images a person that the sampler will ask for.
   *
   * @default {4}
   */
  readonly images?: number;
  /**
   * Whether each file is read: finds broken images and copies, takes minutes
   * for a large set.
   *
   * @default {true}
   */
  readonly read?: boolean;
  /**
   * Images that are read at once.
   *
   * @default {the number of cores}
   */
  readonly parallel?: number;
}

/** What one part of a data set holds. */
export interface PartCounts {
  /** Images, junk and distractors included. */
  readonly images: number;
  /** Persons, without junk and distractors. */
  readonly persons: number;
  /** The cameras' numbers, ascending. */
  readonly cameras: readonly number[];
  /** Images of junk. */
  readonly junk: number;
  /** Images of distractors. */
  readonly distractors: number;
}

/** Something wrong with a data set, and what to do. */
export interface Fault {
  /** What was found. */
  readonly fact: string;
  /** What can be done. */
  readonly cure: string;
}

/** What {@linkcode inspect} finds; plain data. */
export interface DataReport {
  /** The data set's name. */
  readonly name: string;
  /** The folder. */
  readonly root: string;
  /** Counts of each part. */
  readonly parts: Readonly<Record<"train" | "query" | "gallery", PartCounts>>;
  /** Training persons seen by one camera only. */
  readonly oneCamera: readonly number[];
  /** Training persons with fewer images than the sampler asks for. */
  readonly fewImages: readonly number[];
  /** Queries that no gallery image of their person from another camera answers. */
  readonly unmatched: readonly string[];
  /** Persons both in train and in query or gallery. */
  readonly overlap: readonly number[];
  /** Files that cannot be read, with the reason; null if files were not read. */
  readonly unreadable:
    | readonly { readonly path: string; readonly reason: string }[]
    | null;
  /** Files of the same content in different parts; null if files were not read. */
  readonly copies: readonly (readonly string[])[] | null;
  /** What is wrong, in words. */
  readonly faults: readonly Fault[];
  /** The reader's notices. */
  readonly notices: readonly string[];
}

/**
 * Inspects a data set: counts, and everything in it that makes a training or a
 * score go wrong in silence.
 *
 * @param folder The folder with `bounding_box_train`, `query` and `bounding_box_test`.
 * @param options What is asked of the set.
 * @returns The findings.
 * @throws {Deno.errors.NotFound} If a folder is missing or holds no image.
 * @throws {SyntaxError} If a name tells no person and camera.
 *
 * @example A missing folder
 * ```ts
 * import { inspect } from "@spherereid/kit/data";
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(() => inspect("no_such_folder"), Deno.errors.NotFound);
 * ```
 */
export async function inspect(
  folder: string,
  options: InspectOptions = {},
): Promise<DataReport> {
  const split = await readDataset(folder, options);
  const { train, query, gallery } = split;
  const { images = 4, read = true } = options;
  const files = read
    ? await readAll(split, options.parallel ?? navigator.hardwareConcurrency)
    : { unreadable: null, copies: null };
  const tested = new Set(personsOf([...query, ...gallery]));
  const seen = byPerson(train);
  const persons = personsOf(train);
  const report = {
    name: split.name,
    root: split.root,
    parts: {
      train: counts(train),
      query: counts(query),
      gallery: counts(gallery),
    },
    oneCamera: persons.filter((person) =>
      new Set(seen.get(person)!.map(({ camera }) => camera)).size === 1
    ),
    fewImages: persons.filter((person) => seen.get(person)!.length < images),
    unmatched: unmatched(query, gallery),
    overlap: persons.filter((person) => tested.has(person)),
    ...files,
    notices: split.notices,
  };
  return { ...report, faults: findFaults(report, images) };
}

function counts(samples: readonly Sample[]): PartCounts {
  return {
    images: samples.length,
    persons: personsOf(samples).length,
    cameras: [...new Set(samples.map(({ camera }) => camera))]
      .sort((a, b) => a - b),
    junk: samples.filter(({ person }) => person === JUNK).length,
    distractors: samples.filter(({ person }) => person === DISTRACTOR).length,
  };
}

function byPerson(samples: readonly Sample[]): Map<number, Sample[]> {
  const found = new Map<number, Sample[]>();
  for (const sample of samples) {
    const list = found.get(sample.person);
    if (list === undefined) found.set(sample.person, [sample]);
    else list.push(sample);
  }
  return found;
}

function unmatched(
  query: readonly Sample[],
  gallery: readonly Sample[],
): string[] {
  const answers = byPerson(gallery);
  return query.filter(({ person, camera }) =>
    !(answers.get(person) ?? []).some((answer) => answer.camera !== camera)
  ).map(({ path }) => path);
}

/** Reads every file once: decodes it and keeps a digest of its bytes. */
async function readAll(
  { train, query, gallery }: Split,
  parallel: number,
): Promise<Required<Pick<DataReport, "unreadable" | "copies">>> {
  const lane = lanes(parallel);
  const unreadable: { path: string; reason: string }[] = [];
  const places = new Map<string, { path: string; part: number }[]>();
  const look = async (path: string, part: number) => {
    try {
      const bytes = await readImageFile(path);
      const digest = await crypto.subtle.digest(
        "SHA-256",
        new Uint8Array(bytes),
      );
      const key = new Uint8Array(digest).toHex();
      const same = places.get(key);
      if (same === undefined) places.set(key, [{ path, part }]);
      else same.push({ path, part });
      await decode(bytes, path);
    } catch (error) {
      if (!isBadImage(error)) throw error;
      unreadable.push({ path, reason: error.message });
    }
  };
  await allDone(
    [train, query, gallery].flatMap((samples, part) =>
      samples.map(({ path }) => lane(() => look(path, part)))
    ),
  );
  const copies = [...places.values()]
    .filter((same) => new Set(same.map(({ part }) => part)).size > 1)
    .map((same) => same.map(({ path }) => path).sort());
  return {
    unreadable: unreadable.sort((a, b) => a.path < b.path ? -1 : 1),
    copies: copies.sort((a, b) => a[0]! < b[0]! ? -1 : 1),
  };
}
