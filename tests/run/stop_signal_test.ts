import { assertEquals } from "@std/assert";
import { stopSignal } from "../../lib/run/mod.ts";

/** Signals that a test sends. */
function fakeSignals() {
  const heard = new Map<string, Set<() => void>>();
  return {
    addSignalListener(name: string, listener: () => void) {
      heard.set(name, (heard.get(name) ?? new Set()).add(listener));
    },
    removeSignalListener(name: string, listener: () => void) {
      heard.get(name)!.delete(listener);
    },
    send: (name: string) => heard.get(name)?.forEach((listener) => listener()),
    count: (name: string) => heard.get(name)?.size ?? 0,
  };
}

Deno.test("stopSignal() aborts at the first signal, and tells of every further one", () => {
  const signals = fakeSignals();
  const told: string[] = [];
  const { signal, release } = stopSignal({
    signals,
    names: ["SIGINT", "SIGTERM"],
    onStop: () => told.push("stop"),
    onAgain: () => told.push("again"),
  });
  assertEquals(signal.aborted, false);
  signals.send("SIGTERM");
  assertEquals(signal.aborted, true);
  signals.send("SIGINT");
  signals.send("SIGINT");
  assertEquals(told, ["stop", "again", "again"]);
  release();
  signals.send("SIGINT");
  assertEquals(told.length, 3);
  assertEquals(signals.count("SIGINT") + signals.count("SIGTERM"), 0);
});

Deno.test("stopSignal() lets a kernel outlive signals afterwards, by one listener", () => {
  const signals = fakeSignals();
  for (let run = 0; run < 3; run++) {
    stopSignal({ signals, keep: true }).release();
  }
  assertEquals(signals.count("SIGINT"), 1);
});

Deno.test("a program lives on after a signal that it keeps, and ends where it does not", async () => {
  const lives = async (keep: boolean) => {
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        "eval",
        "--no-check",
        `import { stopSignal } from ${
          JSON.stringify(
            import.meta.resolve("../../lib/run/stop_signal.ts"),
          )
        };
        const stop = stopSignal({ keep: ${keep} });
        Deno.kill(Deno.pid, "SIGINT");
        while (!stop.signal.aborted) await new Promise((next) => setTimeout(next, 5));
        stop.release();
        console.log("stopped");
        Deno.kill(Deno.pid, "SIGINT");
        await new Promise((next) => setTimeout(next, 200));
        console.log("alive");
        Deno.exit(0);`,
      ],
    }).output();
    return [success, new TextDecoder().decode(stdout).trim().split("\n")];
  };
  assertEquals(await lives(true), [true, ["stopped", "alive"]]);
  assertEquals(await lives(false), [false, ["stopped"]]);
});
