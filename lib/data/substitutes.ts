/**
 * Who stands in for an image that cannot be read: first the other images of
 * its label, from the next one round, then the images of the next labels.
 *
 * @param label The label of each image.
 * @returns For an image's index, all the others in that order.
 */
export function substitutes(
  label: Int32Array,
): (index: number) => Generator<number, void, void> {
  const groups = new Map<number, number[]>();
  label.forEach((value, index) => {
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [index]);
    else group.push(index);
  });
  const order = [...groups.keys()].sort((a, b) => a - b);
  return function* (index) {
    const own = groups.get(label[index]!)!;
    const place = own.indexOf(index);
    yield* own.slice(place + 1);
    yield* own.slice(0, place);
    const at = order.indexOf(label[index]!);
    for (let step = 1; step < order.length; step++) {
      yield* groups.get(order[(at + step) % order.length]!)!;
    }
  };
}
