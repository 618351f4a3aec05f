import { denoJson } from "./child.ts";
import { ROOT, type Source, sources } from "./sources.ts";

/** What a folder of lib may import of the others: all of one, or only its types. */
interface May {
  readonly all: readonly string[];
  readonly types: readonly string[];
}

const EVERYTHING = [
  "curve",
  "data",
  "engine",
  "eval",
  "kernels",
  "keypoint",
  "loss",
  "model",
  "optim",
  "plot",
  "random",
  "recipe",
  "run",
  "sampler",
  "study",
  "tensor",
  "train",
  "weights",
];

/** The import table of the design. `kernels` is lib/engine/kernels; "" is lib itself. */
const TABLE: Readonly<Record<string, May>> = {
  "": { all: EVERYTHING, types: [] },
  tensor: { all: [], types: [] },
  random: { all: [], types: [] },
  plot: { all: [], types: [] },
  curve: { all: ["loss"], types: [] },
  engine: { all: ["tensor", "kernels"], types: [] },
  kernels: { all: ["tensor", "engine"], types: [] },
  data: { all: ["tensor", "random"], types: [] },
  sampler: { all: ["random"], types: ["data"] },
  model: { all: ["tensor", "random", "kernels"], types: [] },
  keypoint: { all: ["tensor"], types: [] },
  loss: { all: ["tensor"], types: [] },
  optim: { all: ["tensor", "kernels"], types: [] },
  eval: { all: ["tensor", "random"], types: ["data"] },
  train: {
    all: ["tensor", "optim", "random", "engine", "kernels"],
    types: ["data", "model", "loss"],
  },
  weights: { all: ["tensor", "model", "data"], types: [] },
  recipe: { all: [], types: EVERYTHING },
  run: { all: EVERYTHING, types: [] },
  study: { all: EVERYTHING, types: [] },
};

/** One module of `deno info --json`. */
export interface GraphModule {
  readonly specifier: string;
  readonly dependencies?: readonly {
    readonly specifier: string;
    readonly code?: { readonly specifier?: string };
    readonly type?: { readonly specifier?: string };
  }[];
}

/** Faults in who imports whom: lib by the table, everybody else through mod.ts. */
export async function checkLayers(): Promise<string[]> {
  const files = [
    ...await sources("lib", /\.ts$/),
    ...await sources("tasks", /\.ts$/),
  ];
  const { modules } = await denoJson("info", "--json", all(files)) as {
    modules: GraphModule[];
  };
  return layerFaults(modules, `file://${ROOT}`);
}

/** A program that imports every file, so that one graph holds them all. */
function all(files: readonly Source[]): string {
  const lines = files.map(({ path }) => `import "file://${ROOT}${path}";`);
  return `data:application/typescript,${encodeURIComponent(lines.join("\n"))}`;
}

/** The faults of a graph whose project lies at `root`. */
export function layerFaults(
  modules: readonly GraphModule[],
  root: string,
): string[] {
  const faults: string[] = [];
  for (const { specifier, dependencies = [] } of modules) {
    if (!specifier.startsWith(root)) continue;
    const from = specifier.slice(root.length);
    for (const { specifier: written, code, type } of dependencies) {
      const target = code?.specifier ?? type?.specifier ?? written;
      const to = target.startsWith(root) ? target.slice(root.length) : target;
      const fault = edgeFault(from, to, code === undefined);
      if (fault) faults.push(`${from} imports ${to}: ${fault}`);
    }
  }
  return faults;
}

function edgeFault(
  from: string,
  to: string,
  types: boolean,
): string | undefined {
  const inside = folderOf(from);
  if (inside === undefined) {
    return /^tasks\//.test(from) && /^lib\//.test(to) && !/\/mod\.ts$/.test(to)
      ? "tasks use lib through its mod.ts"
      : undefined;
  }
  if (/^(?:tasks|tests|notebooks)\//.test(to)) return "lib stands on its own";
  if (/^jsr:|^@std\//.test(to)) return "lib imports nothing of JSR";
  const other = folderOf(to);
  if (other === undefined || other === inside) return;
  const may = TABLE[inside];
  if (!may) return `${inside} is not in the table of tasks/check_layers.ts`;
  if (may.types.includes(other) && !types) {
    return `${inside} may import only types of ${other}, with "import type"`;
  }
  if (!may.all.includes(other) && !may.types.includes(other)) {
    return `${inside} may import ${
      [...may.all, ...may.types.map((one) => `types of ${one}`)].join(", ") ||
      "nothing of ours"
    }`;
  }
  const kin = /^(?:engine|kernels)$/;
  if (kin.test(inside) && kin.test(other)) return; // one folder inside the other
  if (!/\/mod\.ts$/.test(to)) return `${other} is imported through its mod.ts`;
}

/** The folder of lib in which a file lies, as the table calls it. */
function folderOf(path: string): string | undefined {
  if (!path.startsWith("lib/")) return undefined;
  if (path.startsWith("lib/engine/kernels/")) return "kernels";
  const parts = path.split("/");
  return parts.length > 2 ? parts[1] : "";
}
