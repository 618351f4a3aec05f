"""Rows of an ONNX file through Python's onnxruntime.

    python tests/golden/run_onnx.py MODEL.onnx PIXELS.npy UNIT.npy
"""

import sys

import numpy as np
import onnxruntime

model, pixels, unit = sys.argv[1:]
session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
images = np.load(pixels)
parts = [images[at:at + 64] for at in range(0, len(images), 64)]
np.save(unit, np.concatenate([session.run(["embedding"], {"image": part})[0] for part in parts]))
