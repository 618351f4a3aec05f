import { compilerFault } from "./compiler.ts";
import { type RaceTable, raceTable, tellTable } from "./race_table.ts";
import { classesOf, sizesFlag, sizesOf } from "./sizes.ts";
import {
  kitStep,
  STEP_TELLING,
  STEP_WARM_UP,
  STEP_WHAT,
  type StepSize,
  torchStep,
  type TorchWay,
} from "./step_sides.ts";
import { subject } from "./subject.ts";

/** Up to so many images a step the kit's eager step fits into 8 GB too. */
const EAGER = 16;

/** Training steps of the full net, at one size or several. */
export const step = subject({
  summary:
    "Times training steps of the full ResNet-50 beside PyTorch's, in turn, in one run.",
  flags: {
    sizes: sizesFlag("16:256x128"),
    classes: {
      group: "Size",
      type: "string",
      placeholder: "N,N",
      default: "751",
      help: "numbers of persons",
    },
    compile: {
      group: "Opponent",
      type: "boolean",
      help: "torch.compile too; it needs g++ and a minute a size",
    },
    device: {
      group: "Opponent",
      type: "choice",
      choices: ["cpu", "cuda", "cuda-tf32"],
      default: "cpu",
      help: "where torch computes; cuda is strict float32",
    },
  },
  async race(flags, engine, keep) {
    const { python, device } = flags;
    const fault = flags.compile && python !== undefined && device === "cpu"
      ? await compilerFault()
      : undefined;
    if (fault) console.error(`torch.compile is left out: ${fault}`);
    const torch: (Pick<TorchWay, "layout" | "mode">)[] = [
      { layout: "nchw", mode: "eager" },
      { layout: "channels_last", mode: "eager" },
    ];
    if (flags.compile && !fault) {
      torch.push({ layout: "channels_last", mode: "compile" });
    }
    const sizes = flags.quick
      ? [{ batch: 2, height: 64, width: 32, classes: 10 }]
      : classesOf(flags.classes).flatMap((classes) =>
        sizesOf(flags.sizes).map((size) => ({ ...size, classes }))
      );
    const plan = {
      ...STEP_TELLING,
      what: STEP_WHAT,
      warmUp: STEP_WARM_UP,
      sizes,
      sides: (size: StepSize) => [
        () => kitStep(engine.name, "compiled", size),
        ...size.batch <= EAGER
          ? [() => kitStep(engine.name, "eager", size)]
          : [],
        ...python === undefined
          ? []
          : torch.map((way) => () =>
            torchStep({ python, device, ...way }, size)
          ),
      ],
    };
    return await raceTable(plan, flags, engine, keep);
  },
  table: (kept: RaceTable<StepSize>) => tellTable(kept, STEP_TELLING),
});
