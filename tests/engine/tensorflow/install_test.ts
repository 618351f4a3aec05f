import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  checkPlatform,
  type InstallProgress,
  installWheel,
  tensorflowInstalled,
} from "../../../lib/engine/tensorflow/install.ts";
import { WHEEL, type Wheel } from "../../../lib/engine/tensorflow/wheel.ts";
import { type Sandbox, sandbox } from "../../_kit/sandbox.ts";

const encoder = new TextEncoder();
const FILES = {
  "libtensorflow_framework.so.2": encoder.encode("framework".repeat(50_000)),
  "libtensorflow_cc.so.2": encoder.encode("library".repeat(100_000)),
};

/** A small wheel of the same make, as a real Python packs it, and the variables around it. */
interface Place extends AsyncDisposable {
  readonly box: Sandbox;
  readonly wheel: Wheel;
  readonly folder: string;
  install(
    onProgress?: (progress: InstallProgress) => void,
    wheel?: Wheel,
  ): Promise<{ path: string; already: boolean }>;
  /** Puts a Python on PATH that has pip; `pip` says what "pip download" does, `other` runs before anything else. */
  python(parts?: { pip?: string; other?: string }): Promise<void>;
  /** What lies in the cache, the lock aside. */
  cache(): string[];
}

const REAL = await realPython();
const PACK = `
import sys, zipfile, os
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as wheel:
    for name in sys.argv[2:]:
        wheel.write(name, "tensorflow/" + os.path.basename(name))
`;

/** The interpreter behind python3, null without one. */
async function realPython(): Promise<string | null> {
  try {
    const { success, stdout } = await new Deno.Command("python3", {
      args: ["-c", "import sys; print(sys.executable)"],
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : null;
  } catch {
    return null;
  }
}

async function place(): Promise<Place> {
  const box = await sandbox();
  const packed = `${box.folder}/tensorflow_cpu-2.21.0.whl`;
  const paths: string[] = [];
  for (const [name, bytes] of Object.entries(FILES)) {
    paths.push(await box.write(`source/${name}`, bytes));
  }
  await new Deno.Command(REAL!, { args: ["-c", PACK, packed, ...paths] })
    .output();
  const files = await Promise.all(
    Object.entries(FILES).map(async ([name, bytes]) => ({
      name,
      member: `tensorflow/${name}`,
      size: bytes.length,
      sha256: await sum(bytes),
    })),
  );
  const wheel = { ...WHEEL, size: Deno.statSync(packed).size, files };
  const folder = `${box.folder}/cache/libtensorflow-2.21.0`;
  box.set("SPHEREREID_CACHE", `${box.folder}/cache`);
  box.set("PATH", `${box.folder}/bin`);
  const made: Place = {
    box,
    wheel,
    folder,
    install: (onProgress, other = wheel) =>
      installWheel(other, folder, { onProgress }),
    async python({ pip = `cp "${packed}" "$folder/"`, other = "" } = {}) {
      const script = `#!/bin/sh
PATH=/usr/bin:/bin
${other}
case "$*" in
  *"import pip"*) exit 0;;
  *"pip "*download*)
    for folder; do :; done # the last argument
    mkdir -p "$folder"
    ${pip}
    exit;;
  *) exec "${REAL}" "$@";;
esac
`;
      await box.write("bin/python3", script, true);
    },
    cache: () =>
      [...Deno.readDirSync(`${box.folder}/cache`)].map(({ name }) => name)
        .filter((name) => name !== "setup.lock"),
    [Symbol.asyncDispose]: () => box[Symbol.asyncDispose](),
  };
  await made.python();
  return made;
}

async function sum(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) =>
    byte.toString(16).padStart(2, "0")
  ).join("");
}

/** A test that packs a wheel, which needs a Python. */
function onPython(name: string, fn: (here: Place) => Promise<void>): void {
  Deno.test(name, async () => {
    if (REAL === null) {
      assert(Deno.env.get("CI") !== "true", "there must be a python3");
      Deno.stderr.writeSync(encoder.encode("skipped: there is no python3\n"));
      return;
    }
    await using here = await place();
    await fn(here);
  });
}

onPython(
  "installTensorflow() puts two files into the cache and nothing else",
  async (here) => {
    const seen: InstallProgress[] = [];
    const result = await here.install((progress) => seen.push(progress));
    const path = `${here.folder}/libtensorflow_cc.so.2`;
    assertEquals(result, { path, already: false });
    for (const [name, bytes] of Object.entries(FILES)) {
      assertEquals(await Deno.readFile(`${here.folder}/${name}`), bytes);
    }
    assertEquals(here.cache(), ["libtensorflow-2.21.0"]);

    const phases = [...new Set(seen.map(({ phase }) => phase))];
    assertEquals(phases, ["download", "unpack"]);
    for (const phase of phases) {
      const steps = seen.filter((progress) => progress.phase === phase);
      const done = steps.map((progress) => progress.done);
      assertEquals(done, done.toSorted((a, b) => a - b));
      assertEquals(done[0], 0);
      assertEquals(done.at(-1), steps[0]!.total);
    }

    assertEquals(await here.install(), { path, already: true });
  },
);

onPython(
  "installTensorflow() pins the build and keeps pip's own files out of the way",
  async (here) => {
    const log = `${here.box.folder}/log`;
    await here.python({ pip: `echo "$TMPDIR $*" > "${log}"; exit 1` });
    await assertRejects(() => here.install());
    const said = await Deno.readTextFile(log);
    assertStringIncludes(said, `${here.box.folder}/cache/setup-`);
    for (
      const word of [
        ...WHEEL.tags,
        "--no-deps",
        "--no-cache-dir",
        "tensorflow-cpu==2.21.0",
      ]
    ) assertStringIncludes(said, word);
  },
);

onPython(
  "installTensorflow() replaces a library that is not whole",
  async (here) => {
    await Deno.mkdir(here.folder, { recursive: true });
    await Deno.writeTextFile(`${here.folder}/libtensorflow_cc.so.2`, "half");
    assertEquals((await here.install()).already, false);
    assertEquals(here.cache(), ["libtensorflow-2.21.0"]);
    assertEquals((await here.install()).already, true);
  },
);

onPython("installTensorflow() waits for another one", async (here) => {
  await here.python({
    pip: `sleep 0.3; cp "${here.box.folder}"/*.whl "$folder/"`,
  });
  const phases = new Set<string>();
  const note = ({ phase }: InstallProgress) => void phases.add(phase);
  const both = await Promise.all([here.install(note), here.install(note)]);
  assertEquals(both.map(({ already }) => already).sort(), [false, true]);
  assert(phases.has("wait"));
  assertEquals(here.cache(), ["libtensorflow-2.21.0"]);
});

onPython("installTensorflow() can be killed and repeated", async (here) => {
  await here.python({ pip: "exec sleep 5" });
  const module = new URL(
    "../../../lib/engine/tensorflow/install.ts",
    import.meta.url,
  );
  const script = await here.box.write(
    "install.ts",
    `import { installWheel } from ${JSON.stringify(module.href)};
await installWheel(${JSON.stringify(here.wheel)}, ${
      JSON.stringify(here.folder)
    }, {});`,
  );
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", "--no-check", script],
    stderr: "null",
  }).spawn();
  const started = () => {
    try {
      return here.cache().length > 0;
    } catch {
      return false;
    }
  };
  while (!started()) await new Promise((done) => setTimeout(done, 20));
  child.kill("SIGKILL");
  await child.status;
  assert(here.cache()[0]!.startsWith("setup-"));

  await here.python();
  assertEquals((await here.install()).already, false);
  assertEquals(here.cache(), ["libtensorflow-2.21.0"]);
});

onPython("installTensorflow() says that there is no Python", async (here) => {
  here.box.set("PATH", "/nowhere");
  await assertRejects(
    () => here.install(),
    Deno.errors.NotFound,
    "Cannot set up TensorFlow as a Python 3 with pip must be on PATH to fetch it: install Python, or choose the engine wasm",
  );
});

onPython("installTensorflow() says that there is no pip", async (here) => {
  await here.python({
    other: `echo "ModuleNotFoundError: No module named 'pip'" >&2; exit 1`,
  });
  await assertRejects(
    () => here.install(),
    Deno.errors.NotFound,
    "Cannot set up TensorFlow as python3 must have pip (ModuleNotFoundError: No module named 'pip'): install it (python3 -m ensurepip, or your system's package python3-pip), or choose the engine wasm",
  );
});

onPython(
  "installTensorflow() takes a Python under its other name",
  async (here) => {
    await Deno.rename(
      `${here.box.folder}/bin/python3`,
      `${here.box.folder}/bin/python`,
    );
    assertEquals((await here.install()).already, false);
  },
);

/** An installation that fails leaves nothing behind. */
async function assertFails(
  here: Place,
  text: string,
  wheel = here.wheel,
): Promise<void> {
  const error = await assertRejects(
    () => here.install(undefined, wheel),
    Error,
  );
  assertStringIncludes((error as Error).message, text);
  assertEquals(here.cache(), []);
}

onPython("installTensorflow() gives pip's last words", async (here) => {
  await here.python({
    pip:
      `echo "Looking"; echo "ERROR: No matching distribution found" >&2; exit 1`,
  });
  await assertFails(
    here,
    'Cannot set up TensorFlow as "python3 -m pip download tensorflow-cpu==2.21.0" must succeed, and it said: Looking | ERROR: No matching distribution found: check the network, or choose the engine wasm',
  );
});

onPython(
  "installTensorflow() notices that pip brought nothing",
  async (here) => {
    await here.python({ pip: "echo done" });
    await assertFails(here, "must succeed, and it said: done");
  },
);

onPython(
  "installTensorflow() says that the disk is full, at both steps",
  async (here) => {
    const full = "must have 1.3 GB free on its disk";
    await here.python({
      pip: `echo "OSError: No space left on device" >&2; exit 1`,
    });
    await assertFails(here, full);
    // No file of more than 64 blocks: what a quota would do while unpacking.
    await here.python({ other: `case "$3" in *.whl) ulimit -f 64;; esac` });
    await assertFails(here, full);
  },
);

onPython(
  "installTensorflow() refuses a wheel that is cut off",
  async (here) => {
    const half = here.wheel.size >> 1;
    await here.python({
      pip: `head -c ${half} "${here.box.folder}"/*.whl > "$folder/half.whl"`,
    });
    await assertFails(here, "as it must be a whole wheel: ");
  },
);

onPython(
  "installTensorflow() refuses a file with another checksum",
  async (here) => {
    const [first, second] = here.wheel.files;
    const wrong = { ...second!, sha256: "0".repeat(64) };
    await assertFails(
      here,
      `Cannot set up TensorFlow as libtensorflow_cc.so.2 of tensorflow-cpu 2.21.0 must have the SHA-256 ${
        "0".repeat(64)
      }: current sum is ${second!.sha256}, try again or look who changed it`,
      { ...here.wheel, files: [first!, wrong] },
    );
  },
);

onPython("tensorflowInstalled() wants both files whole", async (here) => {
  assertEquals(await tensorflowInstalled(), false);
  await here.install(); // small ones, not TensorFlow's
  assertEquals(await tensorflowInstalled(), false);
});

Deno.test("installTensorflow() is for Linux on x86-64", () => {
  checkPlatform({ os: "linux", arch: "x86_64" });
  assertThrows(
    () => checkPlatform({ os: "darwin", arch: "aarch64" }),
    Deno.errors.NotSupported,
    "Cannot set up TensorFlow as its library is fetched for Linux on x86-64 only and this is darwin on aarch64: use the engine webgpu or wasm",
  );
  assertThrows(() => checkPlatform({ os: "linux", arch: "aarch64" }));
  assertThrows(() => checkPlatform({ os: "windows", arch: "x86_64" }));
});
