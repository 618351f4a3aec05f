import { embeddings } from "../eval/mod.ts";
import { type Features, lengthsOf } from "./feature_set.ts";

/**
 * Queries of several images each: a query's row becomes the mean of the rows
 * of its person by its camera, of unit rows for cosines and of given ones for
 * distances, as layumi's code has it. A query without such rows keeps its own.
 */
export function poolQueries(query: Features, multi: Features): Features {
  const { size, person, camera } = query;
  const images = Map.groupBy(
    multi.person.keys(),
    (image) => `${multi.person[image]}/${multi.camera[image]}`,
  );
  const given = Float32Array.from(means(query.given, multi.given));
  const rows = means(query.rows, multi.rows);
  return {
    ...embeddings(rows, size, person, camera),
    given,
    lengths: lengthsOf(given, size),
  };

  function means(own: Float32Array, all: Float32Array): Float64Array {
    const rows = new Float64Array(own);
    for (let index = 0; index < person.length; index++) {
      const those = images.get(`${person[index]}/${camera[index]}`);
      if (those === undefined) continue;
      const row = rows.subarray(index * size, (index + 1) * size).fill(0);
      for (const image of those) {
        for (let i = 0; i < size; i++) row[i]! += all[image * size + i]!;
      }
      for (let i = 0; i < size; i++) row[i]! /= those.length;
    }
    return rows;
  }
}
