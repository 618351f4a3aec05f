/**
 * Runs ONNX files with ONNX Runtime's WebAssembly build:
 *
 *     deno run --config tests/onnx_runtime/deno.json ... run.js JOBS
 *
 * JOBS is a JSON file with a list of { model, shape, image, output }: the
 * .onnx file, the pixels' shape and their file (float32, nothing else), and
 * the file that gets the output's numbers. On stdout comes what each model
 * calls its input and output.
 *
 * A program with a lock file of its own, since every package of the project's
 * lock is fetched by whoever trains, and this one is large.
 */
import { env, InferenceSession, Tensor } from "onnxruntime-web";

env.wasm.numThreads = 1; // others would be a browser's workers
env.logLevel = "error";

const [jobs] = Deno.args;
const told = [];
for (
  const { model, shape, image, output } of JSON.parse(
    await Deno.readTextFile(jobs),
  )
) {
  const session = await InferenceSession.create(await Deno.readFile(model), {
    executionProviders: ["wasm"],
  });
  const [given] = session.inputMetadata;
  const [made] = session.outputMetadata;
  const { buffer } = await Deno.readFile(image);
  const size = shape.slice(1).reduce((all, side) => all * side, 1);
  const rows = [];
  for (let first = 0; first < shape[0]; first += 32) {
    const count = Math.min(32, shape[0] - first);
    const pixels = new Float32Array(buffer, 4 * first * size, count * size);
    const batch = new Tensor("float32", pixels, [count, ...shape.slice(1)]);
    const found = await session.run({ [given.name]: batch });
    rows.push(new Blob([await found[made.name].getData()]));
  }
  await Deno.writeFile(output, await new Blob(rows).bytes());
  await session.release();
  told.push({
    input: { name: given.name, axes: given.shape },
    output: { name: made.name, axes: made.shape },
  });
}
console.log(JSON.stringify(told));
