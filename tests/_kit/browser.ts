/** A page opened in a browser, and what was heard of it. */
export interface Tab {
  /** The result of an expression, awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** Waits until an expression is true. */
  until(expression: string, seconds?: number): Promise<void>;
  /** Clicks the middle of what a selector finds, as a mouse does. */
  click(selector: string): Promise<void>;
  /** How wide the window is, and whether the reader likes it dark. */
  look(
    as: { width: number; height?: number; dark: boolean; paper?: boolean },
  ): Promise<void>;
  /** The whole page as a PNG file. */
  picture(): Promise<Uint8Array>;
  /** Ends it; what was heard stays. */
  close(): Promise<void>;
  /** What the console, the log and uncaught errors said. */
  readonly complaints: readonly string[];
  /** The addresses that the page wanted, also what its policy forbade; data: left out. */
  readonly requests: readonly string[];
}

/** A browser that is closed at the end: `await using browser = await openBrowser()`. */
export interface TestBrowser extends AsyncDisposable {
  /** Opens an address and waits until it is loaded; its scripts run unless told otherwise. */
  open(address: string, scripts?: boolean): Promise<Tab>;
}

/** Names of Chromium, the first that is found is used; SPHEREREID_CHROMIUM names another. */
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/**
 * Starts headless Chromium, driven over a pipe, so that a test needs no network.
 *
 * @returns The browser; null if there is none, which stderr is told.
 * @throws {Error} If there is none and the variable CI is "true".
 */
export async function openBrowser(): Promise<TestBrowser | null> {
  const named = Deno.env.get("SPHEREREID_CHROMIUM");
  const names = named ? [named] : NAMES;
  const program = await firstOf(names);
  if (program === null) {
    const reason = `Chromium cannot be started: none of ${
      names.join(", ")
    } is there, install one (apt-get install chromium) or name it by SPHEREREID_CHROMIUM`;
    if (Deno.env.get("CI") === "true") throw new Error(reason);
    Deno.stderr.writeSync(new TextEncoder().encode(`skipped: ${reason}\n`));
    return null;
  }
  const home = await Deno.makeTempDir({ prefix: "spherereid-chromium-" });
  const child = new Deno.Command("bash", {
    args: [
      "-c",
      'exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null', // the pipe of --remote-debugging-pipe
      program,
      "--headless=new",
      "--remote-debugging-pipe",
      "--no-sandbox", // else it does not run as root
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
      "--hide-scrollbars",
      "--force-color-profile=srgb",
      `--user-data-dir=${home}`,
      "about:blank",
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
    env: { HOME: home },
  }).spawn();
  const { send, listen } = wire(child.stdin, child.stdout);
  return {
    async open(address, scripts = true) {
      const { targetId } = await send("Target.createTarget", {
        url: "about:blank",
      });
      const { sessionId } = await send("Target.attachToTarget", {
        targetId,
        flatten: true,
      });
      const tab = await openTab(
        address,
        scripts,
        (method, params) => send(method, params, sessionId as string),
        (heard) =>
          listen((method, params, session) => {
            if (session === sessionId) heard(method, params);
          }),
      );
      return {
        ...tab,
        async close() {
          await send("Target.closeTarget", { targetId });
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await send("Browser.close").catch(() => {});
      await child.status;
      await Deno.remove(home, { recursive: true }).catch(() => {});
    },
  };
}

// deno-lint-ignore no-explicit-any -- the protocol's own data
type Data = Record<string, any>;
type Send = (method: string, params?: Data) => Promise<Data>;
type Listen = (heard: (method: string, params: Data) => void) => void;

async function openTab(
  address: string,
  scripts: boolean,
  send: Send,
  listen: Listen,
): Promise<Omit<Tab, "close">> {
  const complaints: string[] = [];
  const requests: string[] = [];
  const loaded = Promise.withResolvers<void>();
  listen((method, params) => {
    switch (method) {
      case "Runtime.exceptionThrown":
        complaints.push(
          params.exceptionDetails.exception?.description ??
            params.exceptionDetails.text,
        );
        break;
      case "Runtime.consoleAPICalled":
        complaints.push(
          params.args.map((one: Data) => one.value ?? one.description).join(
            " ",
          ),
        );
        break;
      case "Log.entryAdded":
        complaints.push(`${params.entry.text} ${params.entry.url ?? ""}`);
        break;
      case "Network.requestWillBeSent":
        if (!params.request.url.startsWith("data:")) {
          requests.push(params.request.url);
        }
        break;
      case "Page.loadEventFired":
        loaded.resolve();
        break;
    }
  });
  for (const part of ["Page", "Runtime", "Log", "Network"]) {
    await send(`${part}.enable`);
  }
  await send("Emulation.setScriptExecutionDisabled", { value: !scripts });
  await send("Page.navigate", { url: address });
  await loaded.promise;
  const evaluate = async (expression: string) => {
    const { result, exceptionDetails } = await send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? expression);
    }
    return result.value;
  };
  return {
    complaints,
    requests,
    evaluate,
    async until(expression, seconds = 60) {
      for (let look = 0; look <= 20 * seconds; look++) {
        if (await evaluate(expression)) return;
        await new Promise((done) => setTimeout(done, 50));
      }
      throw new Error(`It was not so within ${seconds} s: ${expression}`);
    },
    async click(selector) {
      const [x, y] = await evaluate(
        `(({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2])(document.querySelector(${
          JSON.stringify(selector)
        }).getBoundingClientRect())`,
      );
      for (const type of ["mousePressed", "mouseReleased"]) {
        await send("Input.dispatchMouseEvent", {
          ...{ type, x, y },
          ...{ button: "left", clickCount: 1 },
        });
      }
    },
    async look({ width, height = 900, dark, paper = false }) {
      await send("Emulation.setEmulatedMedia", {
        media: paper ? "print" : "screen",
        features: [{
          name: "prefers-color-scheme",
          value: dark ? "dark" : "light",
        }],
      });
      await send("Emulation.setDeviceMetricsOverride", {
        width,
        height,
        deviceScaleFactor: 1,
        mobile: width < 600,
      });
    },
    async picture() {
      const { data } = await send("Page.captureScreenshot", {
        captureBeyondViewport: true,
        fromSurface: true,
      });
      return Uint8Array.fromBase64(data);
    },
  };
}

/** Messages over a pipe: JSON, each ended by a zero byte. */
function wire(
  to: WritableStream<Uint8Array>,
  from: ReadableStream<Uint8Array>,
) {
  const writer = to.getWriter();
  const waiting = new Map<number, PromiseWithResolvers<Data>>();
  const heard: ((
    method: string,
    params: Data,
    session: string | undefined,
  ) => void)[] = [];
  let last = 0;
  const read = async () => {
    const text = new TextDecoder();
    let rest = "";
    for await (const bytes of from) {
      const messages = (rest + text.decode(bytes, { stream: true })).split(
        "\0",
      );
      rest = messages.pop()!;
      for (const message of messages) {
        const { id, result, error, method, params, sessionId } = JSON.parse(
          message,
        );
        const asked = waiting.get(id);
        waiting.delete(id);
        if (asked === undefined) {
          if (method) {
            for (const one of heard) one(method, params, sessionId);
          }
        } else if (error) asked.reject(new Error(error.message));
        else asked.resolve(result);
      }
    }
    for (const asked of waiting.values()) {
      asked.reject(new Error("The browser has ended"));
    }
  };
  read();
  return {
    send(method: string, params: Data = {}, sessionId?: string) {
      const id = ++last;
      const asked = Promise.withResolvers<Data>();
      waiting.set(id, asked);
      writer.write(
        new TextEncoder().encode(
          JSON.stringify({ id, method, params, sessionId }) + "\0",
        ),
      ).catch(asked.reject);
      return asked.promise;
    },
    listen(one: typeof heard[number]) {
      heard.push(one);
    },
  };
}

async function firstOf(names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    try {
      const { code } = await new Deno.Command(name, {
        args: ["--version"],
        stdout: "null",
        stderr: "null",
      }).output();
      if (code === 0) return name;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return null;
}
