import { chapterOf, pageName } from "./book/chapter.ts";
import { siteOf } from "./book/site.ts";
import { writeSite } from "./book/write_site.ts";
import { runTask, type Task, type Values } from "./flags.ts";
import { parseNotebook } from "./notebooks/notebook.ts";
import { ROOT } from "./sources.ts";

const task = {
  name: "book",
  summary:
    "Writes the course as a site: a page a notebook with what it showed, charts live, contents, light and dark.",
  examples: ["deno task book", "deno task book --out site"],
  flags: {
    folder: {
      group: "Notebooks",
      type: "string",
      placeholder: "DIR",
      help: "where they lie",
      default: "notebooks",
    },
    out: {
      group: "Output",
      type: "string",
      placeholder: "DIR",
      help: "where the site is written; an earlier book there is replaced",
      default: "book",
    },
    json: {
      group: "Output",
      type: "boolean",
      help: "print what was written as JSON on stdout",
    },
  },
  results:
    "DIR holds all it needs and asks for nothing: open its index.html from the disk, or serve it from anywhere. Nothing is run: pages show what the notebooks keep.",
} as const satisfies Task;

if (import.meta.main) await runTask(task, book);

async function book({ folder, out, json }: Values<typeof task>): Promise<void> {
  const place = folder.startsWith("/") ? folder : `${ROOT}${folder}`;
  const files = await notebooksIn(place);
  const chapters = [];
  for (const file of files) {
    const text = await Deno.readTextFile(`${place}/${file}`);
    const lost = new Set<string>();
    chapters.push(chapterOf(parseNotebook(text, file), file, {
      pageOf: (other) => files.includes(other) ? pageName(other) : undefined,
      onLost: (target) => lost.add(target),
    }));
    for (const target of lost) {
      console.error(
        `note     ${file} leads to ${target}, which the book has not`,
      );
    }
  }
  const site = await siteOf(chapters);
  await writeSite(out, site);
  const bytes = [...site.values()].reduce(
    (sum, content) =>
      sum +
      (typeof content === "string"
        ? new TextEncoder().encode(content)
        : content).length,
    0,
  );
  const charts = chapters.reduce((sum, { charts }) => sum + charts.length, 0);
  const written = { book: out, chapters: files.length, charts, bytes };
  console.log(
    json
      ? JSON.stringify(written)
      : `${files.length} chapters with ${charts} live charts in ${out}, ${
        (bytes / 1e6).toFixed(1)
      } MB: open ${out}/index.html in a browser`,
  );
}

/** The files of the notebooks of a folder, in order. */
async function notebooksIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && name.endsWith(".ipynb")) found.push(name);
  }
  if (found.length === 0) {
    throw new Deno.errors.NotFound(
      `Cannot write the book as its folder must hold notebooks: "${folder}" holds none, check --folder`,
    );
  }
  return found.sort();
}
