import { JUNK, type ListedPicture, listPictures } from "../lib/data/mod.ts";
import { nearest } from "../lib/eval/mod.ts";
import { drawStrip } from "../lib/plot/mod.ts";
import {
  embedGallery,
  embedPictures,
  readTrained,
  writeWhole,
} from "../lib/run/mod.ts";
import { CHECKPOINT_FLAG, checkpointOf } from "./checkpoint_of.ts";
import { ENGINE_FLAG, startEngine } from "./engine.ts";
import {
  flagName,
  runTask,
  type Task,
  UsageError,
  type Values,
} from "./flags.ts";
import { progress } from "./terminal.ts";

const task = {
  name: "search",
  summary:
    "Finds the pictures of a gallery that are most like one, by a trained model.",
  examples: [
    "deno task search --query who.jpg --gallery pictures --run runs/2026-11-23_demo",
    "deno task search --query who.jpg --gallery pictures --run runs/2026-11-23_demo --top 20 --strip found.png",
  ],
  flags: {
    query: {
      group: "What",
      type: "string",
      placeholder: "IMG",
      help: "the picture to look for; must be given",
    },
    gallery: {
      group: "What",
      type: "string",
      placeholder: "DIR",
      help:
        "where to look: a folder (its subfolders too) or a list (.txt); must be given",
    },
    run: {
      group: "What",
      type: "string",
      placeholder: "RUN",
      help: "a run folder, or a checkpoint (.safetensors); must be given",
    },
    checkpoint: CHECKPOINT_FLAG,
    top: {
      group: "What",
      type: "integer",
      least: 1,
      default: 10,
      help: "how many pictures to list",
    },
    flip: {
      group: "What",
      type: "boolean",
      help: "add each picture's mirror image to its embedding",
    },
    engine: ENGINE_FLAG,
    strip: {
      group: "Output",
      type: "string",
      placeholder: "FILE",
      help:
        "draw query and found pictures as a PNG; framed green or red where names tell the persons",
    },
    json: {
      group: "Output",
      type: "boolean",
      help: "print the list as JSON on stdout",
    },
  },
  results:
    "The list on stdout, the best first, with similarities (cosines, -1 to 1); the query's own file is left out. The gallery's embeddings are kept in the user's cache until weights or files change.",
} as const satisfies Task;

if (import.meta.main) await runTask(task, main);

async function main(flags: Values<typeof task>): Promise<void> {
  const asked = given(flags, "query");
  const where = given(flags, "gallery");
  const run = given(flags, "run");
  if (flags.strip !== undefined && !/\.png$/i.test(flags.strip)) {
    throw new UsageError(
      `Cannot write "${flags.strip}" as its name must end in .png: write --strip found.png`,
    );
  }
  const checkpoint = await checkpointOf("search by", run, flags.checkpoint);
  const [query, ...more] = await listPictures(asked);
  if (query === undefined || more.length > 0) {
    throw new UsageError(
      `Cannot search as --query must be one picture: "${asked}" has ${
        more.length + 1
      }`,
    );
  }
  const own = await Deno.realPath(query.path);
  const pictures: ListedPicture[] = [];
  for (const picture of await listPictures(where)) {
    if (await Deno.realPath(picture.path) !== own) pictures.push(picture);
  }
  if (pictures.length === 0) {
    throw new RangeError(
      `Cannot search in "${where}" as it must hold a picture other than the query: it holds none`,
    );
  }
  const trained = await readTrained(checkpoint);
  const engine = await startEngine(flags);
  const bar = progress({ label: "embed", unit: "pictures" });
  const options = {
    flip: flags.flip || trained.header.recipe.evaluation.flip,
    onWarning: (text: string) => bar.line(`note     ${text}`),
  };
  const one = await embedPictures(trained, [query], {
    ...options,
    strict: true,
  });
  const gallery = await embedGallery(trained, pictures, {
    ...options,
    engine: engine.name,
    onProgress: (_, done, total) => bar.update(done, `of ${total}`),
  });
  if (gallery.pictures.length === 0) {
    throw new TypeError(
      `Cannot search in "${where}" as at least one picture must be readable: none of ${pictures.length} is`,
    );
  }
  if (gallery.reused < gallery.pictures.length) bar.end();
  const found = nearest(one.rows, gallery.rows, flags.top)
    .map(({ index, similarity }, at) => {
      const picture = gallery.pictures[index]!;
      const right = isRight(query, picture);
      return { rank: at + 1, similarity, ...picture, right };
    });
  if (flags.strip !== undefined) {
    const png = await drawStrip(
      query.path,
      found.map(({ path, similarity, right }) => ({
        path,
        label: similarity.toFixed(3),
        right,
      })),
    );
    await writeWhole(flags.strip, () => [png]);
  }
  if (flags.json) {
    const { length } = gallery.pictures;
    return print(JSON.stringify({
      query,
      checkpoint,
      engine: engine.name,
      gallery: { pictures: length, reused: gallery.reused },
      strip: flags.strip ?? null,
      found,
    }));
  }
  console.error(
    `gallery  ${gallery.pictures.length} pictures, ${gallery.reused} of them from the cache`,
  );
  const wide = `${found.length}`.length;
  for (const { rank, similarity, path, right } of found) {
    const word = right === null ? "" : right ? "  right" : "  wrong";
    print(
      `${`${rank}`.padStart(wide)}  ${
        similarity.toFixed(3).padStart(6)
      }  ${path}${word}`,
    );
  }
  if (flags.strip !== undefined) print(`drawn in ${flags.strip}`);
}

function given(
  flags: Values<typeof task>,
  name: "query" | "gallery" | "run",
): string {
  const value = flags[name];
  if (value === undefined) {
    throw new UsageError(
      `Cannot search as ${
        flagName(name)
      } must be given: write deno task search --query IMG --gallery DIR --run RUN`,
    );
  }
  return value;
}

/** Whether both show the same person; null unless both names tell one. */
function isRight(
  query: ListedPicture,
  { person }: ListedPicture,
): boolean | null {
  const known = query.person !== null && query.person > 0 &&
    person !== null && person !== JUNK;
  return known ? person === query.person : null;
}

function print(text: string): void {
  console.log(text);
}
