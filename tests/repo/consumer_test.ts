import { assertEquals, assertStringIncludes } from "@std/assert";

const root = new URL("../..", import.meta.url).pathname;

/** Another project, in a folder of its own, that uses the kit and the stand-ins. */
async function consume(program: string) {
  const folder = await Deno.makeTempDir({ prefix: "consumer_" });
  try {
    await Deno.writeTextFile(
      `${folder}/deno.json`,
      JSON.stringify({
        imports: {
          "@spherereid/kit": "jsr:@spherereid/kit@^0.1.0",
          "@std/assert": "jsr:@std/assert@^1",
          "@tensorflow/tfjs": "npm:@tensorflow/tfjs@4.22.0",
        },
        links: [root, `${root}tests/std_assert`],
      }),
    );
    // The same versions as here, so that nothing is fetched for this test.
    await Deno.copyFile(`${root}deno.lock`, `${folder}/deno.lock`);
    await Deno.writeTextFile(`${folder}/main.ts`, program);
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--check",
        "--no-prompt",
        "--allow-read",
        "--allow-env",
        "--allow-sys",
        "--allow-ffi",
        "main.ts",
      ],
      cwd: folder,
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
    const text = new TextDecoder();
    return { code, out: text.decode(stdout), err: text.decode(stderr) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("another project computes with the kit", async () => {
  const { code, out, err } = await consume(`
    import * as tf from "@tensorflow/tfjs";
    import { useEngine } from "@spherereid/kit/engine";
    import { sphereLoss } from "@spherereid/kit/loss";
    import { cosine, float, int } from "@spherereid/kit/tensor";
    import { assertAlmostEquals, assertEquals } from "@std/assert";

    await useEngine("cpu");
    const embedding = float(tf.tensor2d([[0, 2]]), "batch embed");
    const weight = float(tf.tensor2d([[1, 0], [-1, 0]]), "class embed");
    assertEquals([...await cosine(embedding, weight).data()], [0, -0]);
    const loss = sphereLoss(embedding, weight, int(tf.tensor1d([1], "int32"), "batch"));
    assertAlmostEquals((await loss.data())[0]!, Math.LN2, 1e-6);
    console.log("all is well");
  `);
  assertEquals([code, out], [0, "all is well\n"], err);
});

Deno.test("another project's mistakes do not compile", async () => {
  const { code, err } = await consume(`
    import { sphereLoss } from "@spherereid/kit/loss";
    sphereLoss(1, 2, 3);
  `);
  assertEquals(code, 1);
  assertStringIncludes(err, "not assignable to parameter of type");
});

Deno.test("every folder that deno.json exports can be imported", async () => {
  const { exports } = JSON.parse(await Deno.readTextFile(`${root}deno.json`));
  const folders = Object.keys(exports).map((path) => path.slice(1));
  const imports = folders.map((path, index) =>
    `import * as m${index} from "@spherereid/kit${path}";`
  );
  const { code, out, err } = await consume(`
    ${imports.join("\n")}
    const all = [${folders.map((_, index) => `m${index}`).join(", ")}];
    console.log(all.filter((one) => Object.keys(one).length > 0).length);
  `);
  assertEquals([code, out], [0, `${folders.length}\n`], err);
});
