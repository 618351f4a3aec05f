/** A socket of ZeroMQ's protocol: messages of several frames over TCP. */
export interface Socket {
  /** Sends a message. */
  send(frames: readonly Uint8Array[]): Promise<void>;
  /** The messages that come, until the socket is closed. */
  messages(): AsyncGenerator<Uint8Array[]>;
  /** Hangs up. */
  close(): void;
}

/** Bits in the first byte of a frame. */
const MORE = 1;
const LONG = 2;
const COMMAND = 4;

const encoder = new TextEncoder();

/**
 * Dials a ZeroMQ server as ZMTP 3.0 has it, without security: a greeting of
 * 64 bytes each way, a READY command, then frames. That is all a client of a
 * kernel on this machine needs, and no native library is needed for it.
 *
 * @param port On 127.0.0.1.
 * @param type What this end is: DEALER asks and is answered, SUB listens to everything.
 * @throws {Error} If what answers does not speak ZMTP 3.
 */
export async function openSocket(
  port: number,
  type: "DEALER" | "SUB",
): Promise<Socket> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  try {
    connection.setNoDelay();
    const read = reader(connection);
    await write(connection, greeting());
    const theirs = await read(64);
    if (theirs?.[0] !== 0xff || theirs[10]! < 3) {
      throw new Error(
        `Cannot speak to port ${port} as it must speak ZMTP 3: it greets otherwise`,
      );
    }
    await write(connection, frame(COMMAND, ready(type)));
    if (type === "SUB") await write(connection, frame(0, new Uint8Array([1])));
    return {
      send: (frames) => write(connection, packed(frames)),
      messages: () => messagesOf(read),
      close: () => connection.close(),
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function greeting(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(64);
  bytes.set([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0]);
  bytes.set(encoder.encode("NULL"), 12);
  return bytes;
}

function ready(type: string): Uint8Array<ArrayBuffer> {
  const name = "Socket-Type";
  return new Uint8Array([
    ...[5, ...encoder.encode("READY")],
    ...[name.length, ...encoder.encode(name)],
    ...[0, 0, 0, type.length, ...encoder.encode(type)],
  ]);
}

/** One frame: flags, length in 1 or 8 bytes, body. */
function frame(flags: number, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const long = body.length > 255;
  const start = long ? 9 : 2;
  const bytes = new Uint8Array(start + body.length);
  bytes[0] = flags | (long ? LONG : 0);
  if (long) new DataView(bytes.buffer).setBigUint64(1, BigInt(body.length));
  else bytes[1] = body.length;
  bytes.set(body, start);
  return bytes;
}

function packed(frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const parts = frames.map((body, at) =>
    frame(at < frames.length - 1 ? MORE : 0, body)
  );
  const whole = new Uint8Array(
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function* messagesOf(
  read: (count: number) => Promise<Uint8Array<ArrayBuffer> | null>,
): AsyncGenerator<Uint8Array[]> {
  let frames: Uint8Array[] = [];
  for (;;) {
    const flags = (await read(1))?.[0];
    if (flags === undefined) return;
    const size = await read(flags & LONG ? 8 : 1);
    if (size === null) return;
    const length = flags & LONG
      ? Number(new DataView(size.buffer).getBigUint64(0))
      : size[0]!;
    const body = await read(length);
    if (body === null) return;
    if (flags & COMMAND) continue; // READY, and pings that need no answer here
    frames.push(body);
    if (flags & MORE) continue;
    yield frames;
    frames = [];
  }
}

/** Reads so many bytes at a time, exactly; null once the other end hung up. */
function reader(
  connection: Deno.Conn,
): (count: number) => Promise<Uint8Array<ArrayBuffer> | null> {
  return async (count) => {
    const bytes = new Uint8Array(count);
    let done = 0;
    while (done < count) {
      const got = await connection.read(bytes.subarray(done)).catch(gone);
      if (got === null) return null;
      done += got;
    }
    return bytes;
  };
}

/** A connection that was closed, here or there, has simply ended. */
function gone(error: unknown): null {
  if (
    error instanceof Deno.errors.BadResource ||
    error instanceof Deno.errors.Interrupted ||
    error instanceof Deno.errors.ConnectionReset
  ) return null;
  throw error;
}

async function write(
  connection: Deno.Conn,
  bytes: Uint8Array,
): Promise<void> {
  let rest = bytes;
  while (rest.length > 0) rest = rest.subarray(await connection.write(rest));
}
