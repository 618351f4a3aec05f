import {
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import { openTensorboard } from "../../lib/run/tensorboard.ts";

/** An event as a reader sees it. */
interface Seen {
  time: number;
  step: number;
  version?: string;
  status?: number;
  scalars: Record<string, number>;
}

/** CRC-32C by long division, bit by bit: slow, and not the writer's code. */
function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffffn;
  for (const byte of bytes) {
    for (let bit = 0n; bit < 8n; bit++) {
      const odd = (crc ^ (BigInt(byte) >> bit)) & 1n;
      crc = (crc >> 1n) ^ (odd ? 0x82f63b78n : 0n);
    }
  }
  return Number(crc ^ 0xffffffffn);
}

function masked(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return Number(
    (BigInt(crc >>> 15) + BigInt(crc % 2 ** 15) * 2n ** 17n + 0xa282ead8n) %
      2n ** 32n,
  );
}

/** The fields of a protobuf message: number to bytes, or to a whole number. */
function fields(bytes: Uint8Array): [number, Uint8Array | number][] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: [number, Uint8Array | number][] = [];
  let at = 0;
  const varint = () => {
    let [value, unit] = [0, 1];
    for (;; unit *= 128) {
      const byte = view.getUint8(at++);
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const wire = key % 8;
    if (wire === 0) {
      found.push([key >> 3, varint()]);
      continue;
    }
    const size = wire === 1 ? 8 : wire === 5 ? 4 : varint();
    found.push([key >> 3, bytes.subarray(at, at += size)]);
  }
  return found;
}

function number(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return bytes.length === 8
    ? view.getFloat64(0, true)
    : view.getFloat32(0, true);
}

/** Reads an event file and checks every length and checksum. */
function read(bytes: Uint8Array): Seen[] {
  const events: Seen[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length;) {
    const length = Number(view.getBigUint64(at, true));
    assertEquals(
      view.getUint32(at + 8, true),
      masked(bytes.subarray(at, at + 8)),
    );
    const body = bytes.subarray(at + 12, at + 12 + length);
    assertEquals(view.getUint32(at + 12 + length, true), masked(body));
    const seen: Seen = { time: 0, step: 0, scalars: {} };
    for (const [field, value] of fields(body)) {
      if (field === 1) seen.time = number(value as Uint8Array);
      if (field === 2) seen.step = value as number;
      if (field === 3) {
        seen.version = new TextDecoder().decode(value as Uint8Array);
      }
      if (field === 5) {
        for (const [, one] of fields(value as Uint8Array)) {
          const parts = new Map(fields(one as Uint8Array));
          const tag = new TextDecoder().decode(parts.get(1) as Uint8Array);
          seen.scalars[tag] = number(parts.get(2) as Uint8Array);
        }
      }
      if (field === 7) {
        seen.status = new Map(fields(value as Uint8Array)).get(1) as number;
      }
    }
    events.push(seen);
    at += 16 + length;
  }
  return events;
}

async function inFolder(fn: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await fn(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("the reader knows the check value of CRC-32C", () => {
  assertEquals(crc32c(new TextEncoder().encode("123456789")), 0xe3069283);
});

Deno.test("openTensorboard() writes events that a reader finds whole", () =>
  inFolder(async (folder) => {
    const board = await openTensorboard(folder, { time: 1234567890.5 });
    assertMatch(
      board.path,
      /\/events\.out\.tfevents\.1234567890\.kit\.0$/,
    );
    const tag = "angle/" + "ö".repeat(100); // two bytes a letter, a length of two bytes
    board.scalars(3, { loss: 0.5, [tag]: -1e-3 }, 1234567891.25);
    board.scalars(
      5_000_000_000,
      { loss: NaN, rate: null, other: undefined },
      2,
    );
    await board.close();
    const events = read(await Deno.readFile(board.path));
    assertEquals(events.length, 3);
    assertEquals(events[0], {
      time: 1234567890.5,
      step: 0,
      version: "brain.Event:2",
      scalars: {},
    });
    assertEquals([events[1]!.time, events[1]!.step], [1234567891.25, 3]);
    assertEquals(events[1]!.scalars.loss, 0.5);
    assertAlmostEquals(events[1]!.scalars[tag]!, -1e-3, 1e-9);
    assertEquals(events[2], {
      time: 2,
      step: 5_000_000_000,
      scalars: { loss: NaN },
    });
  }));

Deno.test("openTensorboard() writes at each flush, in order, and appends", () =>
  inFolder(async (folder) => {
    const board = await openTensorboard(folder);
    const steps = async () =>
      read(await Deno.readFile(board.path)).slice(1).map(({ step }) => step);
    board.scalars(1, { loss: 1 });
    assertEquals(await steps(), []);
    await board.flush();
    assertEquals(await steps(), [1]);
    board.scalars(2, { loss: 1 });
    const first = board.flush();
    board.scalars(3, { loss: 1 });
    await Promise.all([first, board.flush()]);
    await board.flush(); // nothing new
    assertEquals(await steps(), [1, 2, 3]);
    await board.close();
  }));

Deno.test("openTensorboard() stamps events with the time of day", () =>
  inFolder(async (folder) => {
    const board = await openTensorboard(folder);
    board.scalars(1, { loss: 1 });
    await board.close();
    for (const { time } of read(await Deno.readFile(board.path))) {
      assertAlmostEquals(time, Date.now() / 1000, 60);
    }
  }));

Deno.test("openTensorboard() never writes into another run's file", () =>
  inFolder(async (folder) => {
    const one = await openTensorboard(folder, { time: 7 });
    const two = await openTensorboard(folder, { time: 7 });
    await one.close();
    await two.close();
    assertNotEquals(one.path, two.path);
    assertEquals([...Deno.readDirSync(folder)].length, 2);
  }));

Deno.test("openTensorboard() tells readers where a resumed run goes on", () =>
  inFolder(async (folder) => {
    const fresh = await openTensorboard(folder);
    const resumed = await openTensorboard(folder, { from: 40 });
    await fresh.close();
    await resumed.close();
    const [, none] = read(await Deno.readFile(fresh.path));
    const [, start] = read(await Deno.readFile(resumed.path));
    assertEquals(none, undefined);
    assertEquals([start!.step, start!.status], [41, 1]);
  }));

Deno.test("openTensorboard() refuses a step that is none, and a folder that is not there", () =>
  inFolder(async (folder) => {
    const board = await openTensorboard(folder);
    assertThrows(
      () => board.scalars(-1, { loss: 1 }),
      RangeError,
      "Cannot log scalars as the step must be a whole number from 0 up: current step is -1",
    );
    await board.close();
    await assertRejects(
      () => openTensorboard(`${folder}/none`),
      Deno.errors.NotFound,
    );
  }));
