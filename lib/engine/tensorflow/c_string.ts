const encoder = new TextEncoder();
const known = new Map<string, Uint8Array<ArrayBuffer>>();

/** A name as a C string. Names of ops and attributes are few and come again: they are kept. */
export function cString(name: string): Uint8Array<ArrayBuffer> {
  let bytes = known.get(name);
  if (bytes === undefined) {
    bytes = newCString(name);
    known.set(name, bytes);
  }
  return bytes;
}

/** A name that does not come again, as a C string. */
export function newCString(name: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${name}\0`);
}
