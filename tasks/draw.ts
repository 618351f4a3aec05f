import { drawnPlan, drawPedestrians } from "../lib/data/mod.ts";
import { diskError } from "../lib/run/mod.ts";
import { runTask, type Task, type Values } from "./flags.ts";
import { progress } from "./terminal.ts";

const usual = drawnPlan();

const task = {
  name: "draw",
  summary:
    "Draws pedestrians that nobody is: a set in Market-1501's layout, the same for the same flags.",
  examples: [
    "deno task draw",
    "deno task draw --out town --persons 30 --test-persons 20",
  ],
  flags: {
    out: {
      group: "Set",
      type: "string",
      placeholder: "DIR",
      default: "drawn",
      help: "folder to write; what is there must be this very set",
    },
    persons: {
      group: "Set",
      type: "integer",
      default: usual.persons,
      help: "persons to train on",
    },
    testPersons: {
      group: "Set",
      type: "integer",
      default: usual.testPersons,
      help: "persons to test on",
    },
    camerasPerPerson: {
      group: "Set",
      type: "integer",
      default: usual.camerasPerPerson,
      help: "cameras that see each person, 2 to 6",
    },
    imagesPerCamera: {
      group: "Set",
      type: "integer",
      default: usual.imagesPerCamera,
      help: "pictures that each of them takes",
    },
    distractors: {
      group: "Set",
      type: "integer",
      default: usual.distractors,
      help: "gallery pictures of nobody asked for",
    },
    junk: {
      group: "Set",
      type: "integer",
      default: usual.junk,
      help: "gallery pictures with a bad box",
    },
    seed: {
      group: "Set",
      type: "number",
      default: usual.seed,
      help: "fixes every picture",
    },
    height: {
      group: "Picture",
      type: "integer",
      default: usual.height,
      help: "rows",
    },
    width: {
      group: "Picture",
      type: "integer",
      default: usual.width,
      help: "columns",
    },
    lookAlikes: {
      group: "Hardness",
      type: "number",
      placeholder: "SHARE",
      default: usual.lookAlikes,
      help: "persons with a near-twin, 0 to 1",
    },
    cameraStrength: {
      group: "Hardness",
      type: "number",
      default: usual.cameraStrength,
      help: "how far the cameras' colours lie apart, 0 to 2",
    },
    occlusion: {
      group: "Hardness",
      type: "number",
      placeholder: "SHARE",
      default: usual.occlusion,
      help: "pictures with something before the person, 0 to 1",
    },
    json: {
      group: "Output",
      type: "boolean",
      help: "print the result as JSON",
    },
  },
  results:
    "DIR holds bounding_box_train, query, bounding_box_test, drawn.json (what was asked for) and joints.json (where each figure's joints are).",
} as const satisfies Task;

if (import.meta.main) await runTask(task, draw);

async function draw(
  { out, json, verbose: _, ...options }: Values<typeof task>,
): Promise<void> {
  let bar: ReturnType<typeof progress> | undefined;
  const set = await drawPedestrians(out, options, ({ done, total }) => {
    bar ??= progress({ label: "draw", total, unit: "pictures" });
    bar.update(done);
  }).catch((error) => {
    throw diskError(error, `Cannot draw pedestrians into "${out}"`);
  });
  bar?.end();
  const { reused, counts, plan } = set;
  const told = Object.entries(counts).map(([name, count]) =>
    `${count} in ${name}`
  );
  console.log(
    json
      ? JSON.stringify({ folder: out, reused, counts, options: plan })
      : `${reused ? "Already there" : "Drawn"}: ${out}, ${told.join(", ")}`,
  );
}
