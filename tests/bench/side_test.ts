import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { listSide } from "./child.ts";
import { compilerFault } from "./compiler.ts";
import { residentGB } from "./resident.ts";

Deno.test(
  "residentGB() tells a process's memory in GB of 1e9 bytes, and its peak after it is freed",
  {
    ignore: Deno.build.os !== "linux",
  },
  async () => {
    const path = new URL("./resident.ts", import.meta.url);
    const script = `import { residentGB } from "${path}";
    (() => new Uint8Array(5e8).fill(1))();
    await new Promise((done) => setTimeout(done));
    gc();
    const { rss } = Deno.memoryUsage();
    const now = residentGB("VmRSS");
    console.log(JSON.stringify([rss, now, residentGB("VmHWM"), residentGB("VmHWM", Deno.pid)]));`;
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--v8-flags=--expose-gc", script],
    }).output();
    const [rss, now, most, again] = JSON.parse(
      new TextDecoder().decode(stdout),
    );
    assertAlmostEquals(now, rss / 1e9, 0.01 * now);
    assert(most > 0.5 && now < most - 0.4, `now ${now}, at most ${most}`);
    assertEquals(again, most);
    assertEquals(residentGB("VmHWM", 2 ** 30), null);
  },
);

Deno.test("PyTorch's sides read the same peak as the kit's", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  for (const name of ["torch_step.py", "torch_embed.py", "torch_losses.py"]) {
    const text = await Deno.readTextFile(new URL(name, import.meta.url));
    assert(text.includes('resident_gb("VmHWM")'), name);
    assert(!text.includes("ru_maxrss"), name);
  }
  const python = new Deno.Command("python3", {
    args: [
      "-c",
      "from resident import resident_gb\nmuch = bytes(500_000_000).replace(b'\\0', b'1')\ndel much\nprint(resident_gb('VmRSS'), resident_gb('VmHWM'))",
    ],
    cwd: new URL(".", import.meta.url),
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  });
  const { stdout } = await python.output();
  const [now, most] = new TextDecoder().decode(stdout).split(" ").map(Number);
  assert(now! < 0.1 && most! > 0.5, `now ${now}, at most ${most}`);
});

Deno.test("compilerFault() says what torch.compile lacks", async () => {
  const before = Deno.env.get("CXX");
  try {
    Deno.env.set("CXX", "no-such-compiler");
    assertEquals(
      await compilerFault(),
      'it needs a C++ compiler, and there is no "no-such-compiler": install g++',
    );
    Deno.env.set("CXX", Deno.execPath()); // any program that knows --version
    assertEquals(await compilerFault(), undefined);
  } finally {
    if (before === undefined) Deno.env.delete("CXX");
    else Deno.env.set("CXX", before);
  }
});

Deno.test("listSide() writes a list that goes when the side ends", async () => {
  let path = "";
  const side = await listSide(["a.jpg", "b.jpg"], (list) => {
    path = list;
    return Promise.resolve({
      name: "a side",
      run: () => Promise.resolve(1),
      end: () => Promise.resolve(2.5),
    });
  });
  assertEquals(await Deno.readTextFile(path), "a.jpg\nb.jpg");
  assertEquals([side.name, await side.run(), await side.end()], [
    "a side",
    1,
    2.5,
  ]);
  assertEquals(await Deno.stat(path).catch(() => null), null);
});
