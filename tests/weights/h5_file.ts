/** A data set to write: shape, values, kind ("<f" if left out), whether it is packed. */
export type H5Set = readonly [
  shape: readonly number[],
  values: readonly number[],
  dtype?: "<f" | "<i",
  packed?: boolean,
];

interface Group {
  get(name: string): Group | null;
  create_group(name: string): Group;
  create_dataset(set: object): void;
}

/** Writes an HDF5 file by h5wasm. */
export async function h5Of(
  path: string,
  sets: Readonly<Record<string, H5Set>>,
): Promise<void> {
  const name = "npm:h5wasm@0.10.3"; // as lib/weights/hdf5.ts has it
  const h5 = await import(`${name}/node`);
  await h5.ready;
  const file = new h5.File(path, "w");
  for (
    const [place, [shape, values, dtype = "<f", packed]] of Object.entries(sets)
  ) {
    const parts = place.split("/");
    const leaf = parts.pop()!;
    let group: Group = file;
    for (const part of parts) {
      group = group.get(part) ?? group.create_group(part);
    }
    group.create_dataset({
      name: leaf,
      shape,
      dtype,
      data: dtype === "<f"
        ? Float32Array.from(values)
        : Int32Array.from(values),
      ...(packed
        ? { chunks: shape, compression: "gzip", compression_opts: 9 }
        : {}),
    });
  }
  file.close();
}
