/** A protobuf message under construction: its bytes in pieces, so that weights are not copied. */
export interface Wire {
  /** How many bytes the pieces have. */
  readonly size: number;
  /** The bytes, one piece after the other. */
  readonly pieces: readonly Uint8Array[];
}

const TEXT = new TextEncoder();

/** Fields one after the other: a message, or a part of one. */
export function joined(...parts: readonly Wire[]): Wire {
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    pieces: parts.flatMap(({ pieces }) => pieces),
  };
}

/** A field with a whole number from 0 up. */
export function whole(field: number, value: number): Wire {
  return bytesAs(Uint8Array.of(...varint(field * 8), ...varint(value)));
}

/** A field with a number of 32 bits. */
export function float32(field: number, value: number): Wire {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return bytesAs(Uint8Array.of(...varint(field * 8 + 5), ...bytes));
}

/** A field with a text, with bytes, or with a message. */
export function inner(
  field: number,
  content: string | Uint8Array | Wire,
): Wire {
  const { size, pieces } = typeof content === "string"
    ? bytesAs(TEXT.encode(content))
    : content instanceof Uint8Array
    ? bytesAs(content)
    : content;
  const head = Uint8Array.of(...varint(field * 8 + 2), ...varint(size));
  return { size: head.length + size, pieces: [head, ...pieces] };
}

function bytesAs(bytes: Uint8Array): Wire {
  return { size: bytes.length, pieces: [bytes] };
}

/** Seven bits a byte, lowest first, the top bit says that more follow. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) {
    bytes.push((value % 128) | 128);
  }
  return [...bytes, value];
}
