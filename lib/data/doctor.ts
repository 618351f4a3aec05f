import type { DatasetOptions } from "./dataset_options.ts";
import { findFaults } from "./faults.ts";
import { type PartCounts, partCounts } from "./part_counts.ts";
import { compareCounts, type CountRow, OWN_TERMS } from "./published.ts";
import { readDataset } from "./read_dataset.ts";
import { readFiles } from "./read_files.ts";
import { personsOf, type Sample } from "./sample.ts";

/** How a data set is inspected. */
export interface InspectOptions extends DatasetOptions {
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
  /** What the set was known by: its shape, in words. */
  readonly kind: string;
  /** What anybody should know who works with these images, in one line. */
  readonly terms: string;
  /** The published counts beside those found; null where the folder's name is no published set's. */
  readonly published: {
    /** The set. */
    readonly name: string;
    /** Where the counts are from. */
    readonly source: string;
    /** The counts. */
    readonly rows: readonly CountRow[];
  } | null;
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
  /** Images that the set's lists name and that are not there. */
  readonly missing: readonly string[];
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
 * @param folder The folder, or the list, of any shape that {@linkcode readDataset} knows.
 * @param options What is asked of the set, and what its reader is told.
 * @returns The findings.
 * @throws {Deno.errors.NotFound} If a folder is missing or holds no image.
 * @throws {SyntaxError} If a name or a list cannot be read.
 * @throws {RangeError} If an option does not fit the set, or its persons cannot be divided.
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
  const { images = 4, read = true, parallel, ...reading } = options;
  const split = await readDataset(folder, reading);
  const { train, query, gallery, origin } = split;
  const files = read
    ? await readFiles(split, parallel ?? navigator.hardwareConcurrency)
    : { unreadable: null, copies: null };
  const published = origin?.published ?? null;
  const tested = new Set(personsOf([...query, ...gallery]));
  const seen = byPerson(train);
  const persons = personsOf(train);
  const report = {
    name: split.name,
    root: split.root,
    kind: origin?.kind ?? "unknown",
    terms: origin?.terms ?? OWN_TERMS,
    published: published && {
      name: published.name,
      source: published.source,
      rows: compareCounts(split, published),
    },
    parts: {
      train: partCounts(train),
      query: partCounts(query),
      gallery: partCounts(gallery),
    },
    oneCamera: persons.filter((person) =>
      new Set(seen.get(person)!.map(({ camera }) => camera)).size === 1
    ),
    fewImages: persons.filter((person) => seen.get(person)!.length < images),
    unmatched: unmatched(query, gallery),
    overlap: persons.filter((person) => tested.has(person)),
    missing: origin?.missing ?? [],
    ...files,
    notices: split.notices,
  };
  return { ...report, faults: findFaults(report, images) };
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
