/** A field of a serialised protobuf message: a number, or the bytes of a text or of another message. */
export interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

/**
 * Reads a serialised protobuf message, one field after the other.
 *
 * @param message Its bytes.
 * @returns Its fields, in order; those of fixed width come as their bytes.
 * @throws {RangeError} If the message ends within a field, or has a group.
 */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  /** Seven bits a byte, lowest first, the top bit says that more follow. */
  const varint = () => {
    let [value, scale, byte] = [0, 1, 128];
    while (byte >= 128) {
      byte = message[at++] ?? cut();
      value += (byte & 127) * scale;
      scale *= 128;
    }
    return value;
  };
  const bytes = (length: number) => {
    if (at + length > message.length) cut();
    return message.subarray(at, at += length);
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        yield { number, value: bytes(8) };
        break;
      case 2:
        yield { number, value: bytes(varint()) };
        break;
      case 5:
        yield { number, value: bytes(4) };
        break;
      default:
        cut();
    }
  }
}

function cut(): never {
  throw new RangeError(
    "Cannot read a protobuf message as its fields must be whole: it ends within one, or is none",
  );
}
