import { BOXES, readCuhk03 } from "./cuhk03.ts";
import { readCuhk01 } from "./cuhk01.ts";
import type { DatasetOptions } from "./dataset_options.ts";
import { readDukeMtmc } from "./duke_mtmc.ts";
import { type FolderEntries, folderEntries } from "./folder_entries.ts";
import { readImageList } from "./image_list.ts";
import { FOLDERS, listImages, setName, shorten } from "./layout.ts";
import { readMarket1501 } from "./market1501.ts";
import { readMsmt17 } from "./msmt17.ts";
import { parseCuhk01, parseCuhk03, parseDukeMtmc } from "./parse_name.ts";
import { readPersonFolders } from "./person_folders.ts";
import type { Split } from "./sample.ts";
import { splitFile } from "./split_file.ts";

/** A form that a data set may have, and how it is read. */
export interface Shape {
  /** In words, for errors. */
  readonly name: string;
  /** What a folder of this shape holds. */
  readonly holds: string;
  /** The options that its reader has a use for. */
  readonly takes: readonly (keyof DatasetOptions)[];
  /** Reads the set. */
  readonly read: (path: string, options: DatasetOptions) => Promise<Split>;
}

/** A folder's shape, by what lies in it. */
interface FolderShape extends Shape {
  readonly fits: (entries: FolderEntries) => boolean;
}

const MARKET: FolderShape = {
  name: "in Market-1501's layout",
  holds: Object.values(FOLDERS).join(", "),
  takes: ["parse"],
  read: readMarket1501,
  fits: ({ folders }) =>
    folders.includes(FOLDERS.train) || folders.includes(FOLDERS.gallery) ||
    (folders.includes(FOLDERS.query) && !folders.includes("train") &&
      !folders.includes("gallery")),
};

const CUHK03: FolderShape = {
  name: "CUHK03-NP",
  holds: `${splitFile(BOXES[0])} or ${
    splitFile(BOXES[1])
  }, or the folders detected and labeled`,
  takes: ["boxes"],
  read: readCuhk03,
  fits: ({ files, folders }) =>
    BOXES.some((name) =>
      files.includes(splitFile(name)) || folders.includes(name)
    ),
};

const CUHK01: FolderShape = {
  name: "CUHK01",
  holds: "images such as 0001001.png, or the folder campus",
  takes: ["splitSeed"],
  read: readCuhk01,
  fits: ({ files, folders }) =>
    folders.includes("campus") ||
    files.some((name) => parseCuhk01(name) !== undefined),
};

const PARTED: FolderShape = {
  name: "a folder per person",
  holds: "train, query and gallery with a folder per person",
  takes: ["camera"],
  read: readPersonFolders,
  fits: ({ folders }) =>
    folders.includes("gallery") ||
    (folders.includes("query") && folders.includes("train")),
};

const SHAPES: readonly FolderShape[] = [
  MARKET,
  {
    name: "MSMT17",
    holds: "list_train.txt, list_query.txt, list_gallery.txt",
    takes: ["trainval"],
    read: readMsmt17,
    fits: ({ files, folders }) =>
      files.some((name) =>
        /^list_(?:train|val|query|gallery)\.txt$/.test(name)
      ) || folders.includes("mask_train_v2"),
  },
  CUHK03,
  CUHK01,
  PARTED,
];

/** Persons' folders that are in no parts; asked for only where nothing else fits. */
const PERSONS: Shape = {
  ...PARTED,
  holds: "a folder per person, alone or in train",
};

const LIST: Shape = {
  name: "a list",
  holds: "a .csv or .json file, not a folder",
  takes: ["camera"],
  read: readImageList,
};

/** The shape of a data set. */
export async function shapeOf(
  path: string,
  options: DatasetOptions,
): Promise<Shape> {
  if (/\.(?:csv|json)$/i.test(path) && !await isFolder(path)) return LIST;
  const entries = await folderEntries(path);
  const fitting = SHAPES.filter(({ fits }) => fits(entries));
  if (fitting.length > 1) {
    throw new RangeError(
      `Cannot read the data set "${path}" as it must have one shape: it has ${
        saw(entries)
      }, which fits ${
        fitting.map(({ name }) => name).join(" and ")
      }, keep one of them there`,
    );
  }
  const [shape] = fitting;
  if (shape === MARKET) return await byNames(path, options);
  if (shape !== undefined) return shape;
  if (await holdsPersons(path, entries)) return PERSONS;
  const known = [...SHAPES, PERSONS, LIST].map(({ name, holds }) =>
    `${name} (${holds})`
  );
  throw new Deno.errors.NotFound(
    `Cannot read the data set "${path}" as it must have a shape that the kit knows: it has ${
      saw(entries)
    }, pass one of ${known.join("; ")}`,
  );
}

/** Market-1501's layout, by the grammar of its first name and the folder's own name. */
async function byNames(
  root: string,
  options: DatasetOptions,
): Promise<Shape> {
  if (options.parse !== undefined) return MARKET;
  const [first] = await listImages(`${root}/${FOLDERS.train}`).then(
    ({ images }) => images,
    (error) => {
      if (error instanceof Deno.errors.NotCapable) throw error;
      return []; // the reader says what is missing
    },
  );
  const inCuhk03 = /^cuhk-?03/i.test(setName(root));
  if (inCuhk03 || (first && parseCuhk03(first))) return CUHK03;
  return first && parseDukeMtmc(first)
    ? { ...MARKET, read: readDukeMtmc }
    : MARKET;
}

/** Whether a folder holds folders of images and no test beside its train. */
async function holdsPersons(
  root: string,
  { folders }: FolderEntries,
): Promise<boolean> {
  if (folders.includes("test") || folders.includes("val")) return false;
  const place = folders.includes("train") ? `${root}/train` : root;
  const persons = place === root
    ? folders
    : (await folderEntries(place)).folders;
  for (const person of persons) {
    if ((await listImages(`${place}/${person}`)).images.length > 0) return true;
  }
  return false;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await Deno.stat(path).catch(() => null);
  return found !== null && found.isDirectory;
}

function saw({ files, folders }: FolderEntries): string {
  const parts = [
    ...folders.length > 0 ? [`the folders ${shorten(folders)}`] : [],
    ...files.length > 0 ? [`the files ${shorten(files)}`] : [],
  ];
  return parts.join(" and ") || "nothing in it";
}
