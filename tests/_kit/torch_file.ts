import { crc32, deflateRawSync } from "node:zlib";

/** Bytes of texts, numbers below 256, and bytes, one after the other. */
export function bytesOf(
  ...parts: readonly (string | number | Uint8Array)[]
): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder();
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "number"
        ? [part]
        : [...typeof part === "string" ? text.encode(part) : part]
    ),
  );
}

/** A number of so many bytes, little-endian. */
export function little(value: number, bytes: number): Uint8Array {
  return Uint8Array.from(
    { length: bytes },
    (_, place) => Math.floor(value / 256 ** place) % 256,
  );
}

/** What may be wrong with a zip archive. */
export interface ZipFaults {
  /** Compression method that the directory claims. */
  readonly method?: number;
  /** Flags that the directory claims. */
  readonly flags?: number;
  /** What the claimed sizes are more than the true ones. */
  readonly more?: number;
  /** What the checksums are more than the true ones. */
  readonly crc?: number;
}

/** A zip archive of stored files, as torch writes them but without their 64-bit records; of packed ones with method 8. */
export function zipOf(
  files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
  { method = 0, flags = 0, more = 0, crc = 0 }: ZipFaults = {},
): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const [name, data] of Object.entries(files)) {
    const text = bytesOf(name);
    const sum = little(crc32(data) + crc, 4);
    const inner = method === 8 ? deflateRawSync(data) : data;
    const whole = little(data.length + more, 4);
    const packed = method === 8 ? little(inner.length, 4) : whole;
    const shared = [
      ...[20, flags, method, 0, 0].flatMap((value) => [...little(value, 2)]),
      ...sum,
      ...packed,
      ...whole,
      ...little(text.length, 2),
      ...little(0, 2),
    ];
    const local = bytesOf("PK\x03\x04", Uint8Array.from(shared), text, inner);
    central.push(bytesOf(
      "PK\x01\x02",
      little(20, 2),
      Uint8Array.from(shared),
      little(0, 2 + 2 + 2 + 4),
      little(offset, 4),
      text,
    ));
    locals.push(local);
    offset += local.length;
  }
  const directory = bytesOf(...central);
  const count = little(central.length, 2);
  return bytesOf(
    ...locals,
    directory,
    "PK\x05\x06",
    little(0, 4),
    count,
    count,
    little(directory.length, 4),
    little(offset, 4),
    little(0, 2),
  );
}

/** Opcodes of a text and of small whole numbers. */
export function told(value: string | number): Uint8Array {
  if (typeof value === "string") {
    return bytesOf("X", little(bytesOf(value).length, 4), value);
  }
  return value < 2 ** 31
    ? bytesOf("J", little(value < 0 ? value + 2 ** 32 : value, 4))
    : bytesOf(0x8a, 8, little(value, 8));
}

/** Opcodes of a tuple. */
export function tuple(
  ...items: readonly (string | number | Uint8Array)[]
): Uint8Array {
  return bytesOf("(", ...items.map(asOpcodes), "t");
}

/** What a pickle says of a tensor. */
export interface ToldTensor {
  readonly storage?: string;
  readonly key?: string;
  readonly count?: number;
  readonly offset?: number;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
}

/** Opcodes of a tensor, as torch.save writes them. */
export function tensor(
  { storage = "FloatStorage", key = "0", count = 6, offset = 0, shape, stride }:
    ToldTensor,
): Uint8Array {
  const id = tuple(
    "storage",
    bytesOf(`ctorch\n${storage}\n`),
    key,
    "cpu",
    count,
  );
  return bytesOf(
    "ctorch._utils\n_rebuild_tensor_v2\n",
    tuple(
      bytesOf(id, "Q"),
      offset,
      tuple(...shape),
      tuple(...stride),
      bytesOf(0x89),
      bytesOf("ccollections\nOrderedDict\n)R"),
    ),
    "R",
  );
}

/** Opcodes of a dict. */
export function dict(
  entries: Readonly<Record<string, string | number | Uint8Array>>,
): Uint8Array {
  const items = Object.entries(entries)
    .flatMap(([name, value]) => [told(name), asOpcodes(value)]);
  return bytesOf("}(", ...items, "u");
}

/** A whole pickle of protocol 2. */
export function pickle(...opcodes: readonly (string | Uint8Array)[]) {
  return bytesOf(0x80, 2, ...opcodes, ".");
}

/** A checkpoint: its pickle, and the storages by name. */
export function checkpoint(
  data: Uint8Array<ArrayBuffer>,
  storages: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {},
  faults: ZipFaults = {},
): Uint8Array<ArrayBuffer> {
  const named = Object.entries(storages)
    .map(([name, bytes]) => [`x/data/${name}`, bytes]);
  return zipOf(
    { "x/data.pkl": data, ...Object.fromEntries(named) },
    faults,
  );
}

/** The bytes of float32 numbers. */
export function floats(...values: readonly number[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Float32Array.from(values).buffer);
}

function asOpcodes(value: string | number | Uint8Array): Uint8Array {
  return value instanceof Uint8Array ? value : told(value);
}
