"""Numbers that Python and TypeScript compute alike, bit for bit.

A value is a function of a name and an index: FNV-1a of the name, plus the
index times the golden ratio's word, through murmur3's finaliser, as a number
in [-1, 1). tests/_kit/formula.ts is the other side.
"""

import numpy as np


def spread(name: str, shape) -> np.ndarray:
    """float64 numbers in [-1, 1), row-major."""
    word = 0x811C9DC5
    for letter in name.encode():
        word = ((word ^ letter) * 0x01000193) & 0xFFFFFFFF
    size = int(np.prod(shape))
    bits = np.arange(size, dtype=np.uint64) * 0x9E3779B9 + word
    bits &= 0xFFFFFFFF
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        bits ^= bits >> np.uint64(shift)
        bits = (bits * factor) & 0xFFFFFFFF
    bits ^= bits >> np.uint64(16)
    return (bits.astype(np.float64) / 2**31 - 1).reshape(shape)


def weight(name: str, shape) -> np.ndarray:
    """The value of a network's entry by its torch name and torch shape, as float32.

    Weights of two and more axes are uniform with variance 2 / fan in (a loss's
    1 / fan in); scales lie in 0.75..1.25, those of a block's last norm in a
    quarter of that; running variances in 0.5..1.5, the rest in -0.1..0.1, but
    the offsets of a block's last norm in 0.4..0.6: few of the pooled features are
    0 then, and no batch norm over a feature that is 0 in most images magnifies
    what rounding and a ReLU's kink leave.
    """
    noise = spread(name, shape)
    if len(shape) >= 2:
        fan = int(np.prod(shape[1:]))
        gain = 1 if name.startswith("loss.") else 2
        value = noise * np.sqrt(3 * gain / fan)
    elif name.endswith(".running_var"):
        value = 1 + 0.5 * noise
    elif name.endswith(".weight"):
        value = (0.25 if name.endswith("bn3.weight") else 1) * (1 + 0.25 * noise)
    else:
        value = (0.5 if name.endswith("bn3.bias") else 0) + 0.1 * noise
    return value.astype(np.float32)


def image(name: str, batch: int, height: int, width: int) -> np.ndarray:
    """float32 [batch, row, column, channel]: blocks of 8 x 8 pixels, a colour each, with noise.

    Blocks, since images of noise alone are all alike to a network that takes
    means, and a batch norm over images that are alike magnifies rounding.
    """
    blocks = spread(f"{name}.blocks", (batch, height // 8, width // 8, 3))
    blocks = blocks.repeat(8, axis=1).repeat(8, axis=2)
    return (2 * blocks + 0.5 * spread(name, blocks.shape)).astype(np.float32)
