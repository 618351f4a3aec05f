import { readList } from "./list_lines.ts";
import { pathInside } from "./path_inside.ts";
import { missingNotice, present } from "./present.ts";
import { type Part, PARTS } from "./published.ts";
import type { Sample } from "./sample.ts";

/** What a split file gives. */
interface FromFile extends Readonly<Record<Part, Sample[]>> {
  readonly notices: string[];
  readonly missing: string[];
}

/** The file that says which image is in which part, for detected or labeled boxes. */
export function splitFile(boxes: string): string {
  return `splits_new_${boxes}.json`;
}

/**
 * Reads a split file as torchreid writes it: the first of its splits, paths
 * from the part `images` on. Persons and cameras are counted from 1 here, and
 * persons of the test follow those of train.
 */
export async function readSplitFile(
  root: string,
  name: string,
  images: string,
): Promise<FromFile> {
  const file = `${root}/${name}`;
  const [split, count] = parseSplit(file, await readList(file));
  const notices = count > 1
    ? [`${name}: the first of ${count} splits is read`]
    : [];
  const missing: string[] = [];
  const entries = {
    train: entriesOf(file, split, "train", root, images),
    query: entriesOf(file, split, "query", root, images),
    gallery: entriesOf(file, split, "gallery", root, images),
  };
  const last = entries.train.reduce((most, s) => Math.max(most, s.person), 0);
  const read = { train: [], query: [], gallery: [] } as Record<Part, Sample[]>;
  for (const part of PARTS) {
    const found = await present(entries[part]);
    if (found.there.length === 0) {
      throw new Deno.errors.NotFound(
        `Cannot read "${file}" as the images of ${part} must be there: none of the ${found.missing.length} is, such as "${
          found.missing[0]
        }", extract them`,
      );
    }
    missing.push(...found.missing);
    notices.push(...missingNotice(part, found.missing));
    const from = part === "train" ? 1 : last + 2;
    read[part] = found.there.map(({ path, person, camera }) => ({
      path,
      person: person + from,
      camera: camera + 1,
    }));
  }
  return { ...read, notices, missing };
}

/** The first split of a file, and how many there are. */
function parseSplit(file: string, text: string): [unknown, number] {
  let splits: unknown;
  try {
    splits = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(
      `Cannot read "${file}" as it must be JSON: ${
        (error as Error).message
      }, copy it again`,
    );
  }
  if (Array.isArray(splits) && splits.length > 0) {
    return [splits[0], splits.length];
  }
  throw new SyntaxError(
    `Cannot read "${file}" as it must be a list of splits: it is ${
      JSON.stringify(splits).slice(0, 80)
    }, copy it again`,
  );
}

function entriesOf(
  file: string,
  split: unknown,
  part: Part,
  root: string,
  images: string,
): Sample[] {
  const list = (split as Record<string, unknown> | null)?.[part];
  if (!Array.isArray(list) || list.length === 0) {
    throw new SyntaxError(
      `Cannot read "${file}" as its first split must have a list of images "${part}": it has ${
        Array.isArray(list) ? "an empty one" : "none"
      }, copy it again`,
    );
  }
  return list.map((entry: unknown, index) => {
    const [name, person, camera] = Array.isArray(entry) ? entry : [];
    if (typeof name !== "string" || !isCount(person) || !isCount(camera)) {
      throw new SyntaxError(
        `Cannot read "${file}" as entry ${
          index + 1
        } of ${part} must be [path, person, camera], numbers from 0: it is ${
          JSON.stringify(entry).slice(0, 80)
        }, copy it again`,
      );
    }
    const path = pathInside(root, fromPart(name, images));
    if (path === undefined) {
      throw new SyntaxError(
        `Cannot read "${file}" as entry ${
          index + 1
        } of ${part} must name an image in the set's folder: "${
          name.slice(0, 80)
        }" leads out of it, make the path relative or let it have the part ${images}`,
      );
    }
    return { path, person, camera };
  });
}

/** A path from its last part of a name on; the whole path if it has no such part. */
function fromPart(path: string, part: string): string {
  const parts = path.split(/[/\\]/);
  const at = parts.lastIndexOf(part);
  return at < 0 ? path : parts.slice(at).join("/");
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) < 1e9 &&
    (value as number) >= 0;
}
