import type { EngineOptions, Started } from "./engine.ts";
import { findLibrary } from "./tensorflow/library.ts";

/** TensorFlow's own library. */
export async function startTensorflow(
  options: EngineOptions,
): Promise<Started> {
  const { library, reasons } = await findLibrary(options.library);
  if (!library) {
    const isNamed = options.library || Deno.env.get("SPHEREREID_LIBTENSORFLOW");
    throw new Error(
      `Cannot start tensorflow as there must be a libtensorflow, and ${
        reasons.join(", ")
      }: ${isNamed ? "correct or unset that" : 'run "deno task setup"'}`,
    );
  }
  const { registerTensorflow } = await import("./tensorflow/backend.ts");
  const { version, context, path } = await registerTensorflow(
    library.path,
    { intraOp: options.intraOpThreads, interOp: options.interOpThreads },
    options.verbose ?? false,
  );
  return {
    version,
    ground: `its library comes from ${library.origin}`,
    details: {
      library: path,
      origin: library.origin,
      devices: context.devices.join(", "),
    },
  };
}
