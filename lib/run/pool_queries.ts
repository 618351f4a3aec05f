import { multiQuery } from "../eval/mod.ts";
import { type Features, lengthsOf } from "./feature_set.ts";

/**
 * Queries of several images each: a query's row becomes the mean of the rows
 * of its person by its camera, of unit rows for cosines and of given ones for
 * distances, as layumi's code has it. A query without such rows keeps its own.
 */
export function poolQueries(query: Features, multi: Features): Features {
  const given = givenMeans(query, multi);
  return {
    ...multiQuery(query, multi),
    given,
    lengths: lengthsOf(given, query.size),
  };
}

/** The mean of given rows, which no length is taken out of. */
function givenMeans(query: Features, multi: Features): Float32Array {
  const { size, person, camera } = query;
  const images = Map.groupBy(
    multi.person.keys(),
    (image) => `${multi.person[image]}/${multi.camera[image]}`,
  );
  const rows = Float64Array.from(query.given);
  for (let index = 0; index < person.length; index++) {
    const those = images.get(`${person[index]}/${camera[index]}`);
    if (those === undefined) continue;
    const row = rows.subarray(index * size, (index + 1) * size).fill(0);
    for (const image of those) {
      for (let i = 0; i < size; i++) row[i]! += multi.given[image * size + i]!;
    }
    for (let i = 0; i < size; i++) row[i]! /= those.length;
  }
  return Float32Array.from(rows);
}
