/**
 * Philox4x32-10 and TensorFlow's key of a seed, as WGSL: `philox(counter, key)`
 * and `seeded(seed)`, whose x and y are the key and z and w the counter's upper half.
 */
export const PHILOX_WGSL = `
fn multiplyHigh(a : u32, b : u32) -> u32 {
  let middle = (a >> 16u) * (b & 0xffffu) + (((a & 0xffffu) * (b & 0xffffu)) >> 16u);
  let other = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (middle >> 16u) + (other >> 16u);
}
fn philox(counter : vec4<u32>, first : vec2<u32>) -> vec4<u32> {
  var c = counter;
  var key = first;
  for (var turn = 0; turn < 10; turn++) {
    c = vec4<u32>(
      multiplyHigh(0xcd9e8d57u, c.z) ^ c.y ^ key.x,
      0xcd9e8d57u * c.z,
      multiplyHigh(0xd2511f53u, c.x) ^ c.w ^ key.y,
      0xd2511f53u * c.x);
    key += vec2<u32>(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}
fn seeded(seed : vec2<i32>) -> vec4<u32> {
  let high = bitcast<vec2<u32>>(seed >> vec2<u32>(31u));
  let low = bitcast<vec2<u32>>(seed);
  return philox(vec4<u32>(low.x, high.x, low.y, high.y), vec2<u32>(0x3ec8f720u, 0x02461e29u));
}`;
