import {
  findLibrary,
  type InstallProgress,
  installTensorflow,
} from "../lib/engine/mod.ts";
import { runTask, type Task } from "./flags.ts";
import { progress } from "./terminal.ts";

const task = {
  name: "setup",
  summary: "Fetches TensorFlow's library into the user's cache, once.",
  examples: ["deno task setup"],
  flags: {
    json: {
      group: "Output",
      type: "boolean",
      help: "print the result as JSON",
    },
  },
  results:
    "The library lies in SPHEREREID_CACHE, or in spherereid below XDG_CACHE_HOME or ~/.cache: 274 MB to download with pip, 853 MB on disk. Nothing is installed into Python.",
} as const satisfies Task;

const LABELS = {
  wait: "wait for another set-up",
  download: "download",
  unpack: "unpack",
} as const satisfies Record<InstallProgress["phase"], string>;

if (import.meta.main) await runTask(task, ({ json }) => setup(json));

async function setup(json: boolean): Promise<void> {
  const { path, already } = await installWithBar();
  const { library } = await findLibrary();
  console.log(
    json
      ? JSON.stringify({ path, already, used: library?.path ?? null })
      : `${already ? "Already there" : "Set up"}: ${path}`,
  );
}

/** Sets TensorFlow up with a bar on stderr; nothing happens if it is there. */
export async function installWithBar() {
  let bar: ReturnType<typeof progress> | undefined;
  let current: InstallProgress["phase"] | undefined;
  const result = await installTensorflow({
    onProgress({ phase, done, total }) {
      if (phase !== current) {
        bar?.end();
        bar = progress({
          label: LABELS[phase],
          total: total === 0 ? undefined : Math.round(total / 1e6),
          unit: "MB",
        });
        current = phase;
      }
      bar?.update(Math.round(done / 1e6));
    },
  });
  bar?.end();
  return result;
}
