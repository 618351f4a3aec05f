import { runTask, type Task, UsageError, type Values } from "./flags.ts";
import { checkNotebook } from "./notebooks/check.ts";
import { executeNotebook } from "./notebooks/execute.ts";
import { formFaults } from "./notebooks/form.ts";
import {
  METADATA,
  type Notebook,
  notebookText,
  parseNotebook,
} from "./notebooks/notebook.ts";
import { ROOT } from "./sources.ts";

const task = {
  name: "notebooks",
  summary:
    "Runs the notebooks of the course from top to bottom, each in a kernel of its own, and keeps what they show.",
  examples: [
    "deno task notebooks",
    "deno task notebooks 03 --check",
  ],
  operand: {
    placeholder: "NAME",
    help: "notebooks by the beginning of their names; all without",
    many: true,
  },
  flags: {
    check: {
      group: "Notebooks",
      type: "boolean",
      help:
        "write nothing: type-check and lint the cells, run them, compare with the kept outputs",
    },
    folder: {
      group: "Notebooks",
      type: "string",
      placeholder: "DIR",
      help: "where they lie",
      default: "notebooks",
    },
  },
  results:
    'The outputs are in the notebooks. A cell\'s tag "tolerance:0.01" lets --check accept numbers that far off, "shows" makes an empty output a fault. Python is not needed.',
} as const satisfies Task;

if (import.meta.main) await runTask(task, notebooks);

async function notebooks(
  { operand, check, folder }: Values<typeof task>,
): Promise<number> {
  const place = folder.startsWith("/") ? folder : `${ROOT}${folder}`;
  let [passed, failed] = [0, 0];
  for (const name of await chosen(place, operand)) {
    const faults = await faultsOf(`${place}/${name}`, name, check);
    if (faults.length === 0) passed++;
    else failed++;
    console.log(`${faults.length === 0 ? "ok    " : "FAILED"} ${name}`);
    for (const fault of faults) console.log(`  ${fault}`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function faultsOf(
  path: string,
  name: string,
  check: boolean,
): Promise<string[]> {
  try {
    const notebook = parseNotebook(await Deno.readTextFile(path), name);
    return check
      ? await checkNotebook(notebook, path)
      : await render(notebook, path);
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Runs a notebook and writes its outputs, whole or not at all: one that fails stays as it was. */
async function render(notebook: Notebook, path: string): Promise<string[]> {
  const folder = path.slice(0, path.lastIndexOf("/"));
  const executed = await executeNotebook(
    { ...notebook, metadata: METADATA },
    folder,
  );
  if (executed.fault !== null) return [executed.fault];
  await Deno.writeTextFile(`${path}.tmp`, notebookText(executed.notebook));
  await Deno.rename(`${path}.tmp`, path);
  return formFaults(executed.notebook);
}

/** The files of the notebooks that are asked for, in order. */
async function chosen(
  folder: string,
  wanted: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && name.endsWith(".ipynb")) found.push(name);
  }
  found.sort();
  for (const name of wanted) {
    if (found.some((file) => file.startsWith(name))) continue;
    throw new UsageError(
      `Cannot run "${name}" as it must begin the name of a notebook: there are ${
        found.join(", ") || "none"
      }`,
    );
  }
  return found.filter((file) =>
    wanted.length === 0 || wanted.some((name) => file.startsWith(name))
  );
}
