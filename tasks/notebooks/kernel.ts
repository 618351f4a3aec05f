import { Inbox } from "./inbox.ts";
import { type Message, parseMessage, request } from "./messages.ts";
import { openSocket, type Socket } from "./zmtp.ts";

/** What came of a cell. */
export interface CellRun {
  /** The messages that hold its outputs, in order. */
  readonly messages: readonly Message[];
  /** Whether it ran to its end. */
  readonly ok: boolean;
}

/** A running kernel; dispose of it in the end. */
export interface Kernel extends AsyncDisposable {
  /** Runs code, and waits until all that it shows is here. */
  run(code: string): Promise<CellRun>;
  /** Does what the Stop button does: Deno's kernel names no other way, so that Jupyter sends it SIGINT. */
  interrupt(): void;
}

/** Where a kernel listens. */
interface Ports {
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
}

/** Milliseconds within which a kernel must answer at its start. */
const PATIENCE = 60_000;

/** What marks that a cell's outputs are complete. */
const END = "application/x-spherereid-end";

/**
 * Starts Deno's own kernel in a folder and speaks Jupyter's protocol to it.
 *
 * Deno's kernel says "idle" before all outputs of a cell are sent: they wait in
 * a queue, and clients that go on at once lose some or file them under the next
 * cell. Here every cell is followed by a mark that goes through the same queue:
 * what comes before the mark belongs to the cell, so nothing is lost, however
 * slow the machine.
 *
 * @param folder Where the notebook lies: relative imports begin there.
 * @throws {Error} If the kernel does not start.
 */
export async function startKernel(folder: string): Promise<Kernel> {
  const key = crypto.randomUUID();
  const ports = freePorts();
  const file = await Deno.makeTempFile({ suffix: ".json" });
  await Deno.writeTextFile(file, JSON.stringify(connection(ports, key)));
  const child = new Deno.Command("deno", {
    args: ["jupyter", "--kernel", "--conn", file],
    cwd: folder,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const sockets: Socket[] = [];
  const close = async () => {
    for (const socket of sockets) socket.close();
    try {
      child.kill("SIGKILL");
    } catch { /* it has ended by itself */ }
    await child.status;
    await Deno.remove(file);
  };
  try {
    const inbox = new Inbox();
    let running = true;
    child.status.then(({ code }) => {
      running = false;
      inbox.fail(
        new Error(
          `Cannot go on with the notebook as its kernel has ended: exit code ${code}`,
        ),
      );
    });
    for (
      const [port, type] of [[ports.iopub_port, "SUB"], [
        ports.shell_port,
        "DEALER",
      ]] as const
    ) {
      const socket = await dial(port, type, () => running);
      sockets.push(socket);
      listen(socket, key, inbox);
    }
    const shell = sockets[1]!;
    const ask = async (type: string, content: object) => {
      const id = crypto.randomUUID();
      await shell.send(request(id, type, content, key));
      return id;
    };
    await greet(ask, inbox);
    return {
      run: (code) => run(code, ask, inbox),
      interrupt: () => child.kill("SIGINT"),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Sends a request and tells its id. */
type Ask = (type: string, content: object) => Promise<string>;

async function run(code: string, ask: Ask, inbox: Inbox): Promise<CellRun> {
  inbox.clear();
  const id = await ask("execute_request", execution(code, true));
  const reply = await inbox.find((message) =>
    message.type === "execute_reply" && message.parent === id
  );
  const mark = crypto.randomUUID();
  const data = JSON.stringify({ [END]: mark });
  await ask(
    "execute_request",
    execution(
      `await Deno.jupyter.broadcast("display_data", { data: ${data}, metadata: {}, transient: {} })`,
      false,
    ),
  );
  const end = await inbox.find(({ content }) =>
    (content.data as Record<string, unknown> | undefined)?.[END] === mark
  );
  const messages = inbox.before(end).filter(({ type }) => OUTPUTS.has(type));
  return { messages, ok: reply.content.status === "ok" };
}

const OUTPUTS: ReadonlySet<string> = new Set([
  "stream",
  "display_data",
  "update_display_data",
  "execute_result",
  "clear_output",
  "error",
]);

/** A SUB socket hears nothing until its wish has arrived, so that the first question is repeated until it does. */
async function greet(ask: Ask, inbox: Inbox): Promise<void> {
  const until = Date.now() + PATIENCE;
  while (Date.now() < until) {
    const id = await ask("kernel_info_request", {});
    const heard = await Promise.race([
      inbox.find(({ type, parent }) => type === "status" && parent === id),
      pause(1000),
    ]);
    if (heard) return;
  }
  throw new Error(
    `Cannot start the kernel as it must answer: it said nothing for ${
      PATIENCE / 1000
    } seconds`,
  );
}

function execution(code: string, history: boolean): object {
  return {
    code,
    silent: false,
    store_history: history,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true,
  };
}

async function listen(
  socket: Socket,
  key: string,
  inbox: Inbox,
): Promise<void> {
  for await (const frames of socket.messages()) {
    const message = parseMessage(frames, key);
    if (message) inbox.push(message);
  }
}

async function dial(
  port: number,
  type: "DEALER" | "SUB",
  running: () => boolean,
): Promise<Socket> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await openSocket(port, type);
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
      if (!running() || Date.now() > until) {
        throw new Error(
          `Cannot start the kernel as "deno jupyter" must listen: it ${
            running() ? "does not" : "has ended"
          }`,
          { cause: error },
        );
      }
      await pause(30);
    }
  }
}

/** Five ports that nobody listens on, held all at once so that they differ. */
function freePorts(): Ports {
  const held = Array.from(
    { length: 5 },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  const [shell, iopub, stdin, control, heart] = held.map(({ addr }) =>
    (addr as Deno.NetAddr).port
  ) as [number, number, number, number, number];
  for (const listener of held) listener.close();
  return {
    shell_port: shell,
    iopub_port: iopub,
    stdin_port: stdin,
    control_port: control,
    hb_port: heart,
  };
}

function connection(ports: Ports, key: string): object {
  return {
    ...ports,
    ip: "127.0.0.1",
    transport: "tcp",
    signature_scheme: "hmac-sha256",
    key,
    kernel_name: "deno",
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
