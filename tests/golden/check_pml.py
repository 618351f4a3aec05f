"""Compares margin.json with pytorch-metric-learning's losses of the same name.

Run with PyTorch 2.13, numpy and pytorch-metric-learning 2.9.0:
    python tests/golden/check_pml.py
All 14 agree to 1e-12 in float64: values and both gradients. Its ArcFace takes
degrees and has the linear rule beyond π; its L-Softmax and SphereFace know no
lambda.
"""

import json
import math
import pathlib

import numpy as np
import torch
from pytorch_metric_learning import losses
from pytorch_metric_learning.reducers import DoNothingReducer

from formula import spread

GOLDEN = json.loads((pathlib.Path(__file__).parent / "margin.json").read_text())
BATCH, EMBED, CLASSES = GOLDEN["batch"], GOLDEN["embed"], GOLDEN["classes"]
LABEL = torch.tensor(GOLDEN["label"])
PAIRS = {}
for m in (1, 2, 3, 4):
    PAIRS[f"lSoftmax, times {m}, lambda 0"] = losses.LargeMarginSoftmaxLoss, m, 1
    PAIRS[f"aSoftmax, times {m}, lambda 0"] = losses.SphereFaceLoss, m, 1
for s, m in ((4, 0.2), (30, 0.35), (64, 0.35)):
    PAIRS[f"cosFace, scale {s}, margin {m}"] = losses.CosFaceLoss, m, s
for s, m in ((4, 0.5), (64, 0.5), (16, 1.5)):
    PAIRS[f"arcFace, scale {s}, margin {m}, linear, exact"] = losses.ArcFaceLoss, math.degrees(m), s


def given(name, shape):
    return torch.from_numpy(spread(name, shape).astype(np.float32)).double()


for name, (make, margin, scale) in PAIRS.items():
    embedding = given("embedding", (BATCH, EMBED)).requires_grad_()
    loss = make(CLASSES, EMBED, margin=margin, scale=scale, reducer=DoNothingReducer())
    loss.W = torch.nn.Parameter(given("weight", (CLASSES, EMBED)).T.contiguous())
    values = loss(embedding, LABEL)["loss"]["losses"]
    (values * torch.arange(1, BATCH + 1)).sum().backward()
    found = {"loss": values.detach(), "embedding": embedding.grad, "weight": loss.W.grad.T}
    for part, value in found.items():
        wanted = np.array(GOLDEN["cases"][name][part])
        error = np.abs(value.numpy().ravel() - wanted).max() / np.abs(wanted).max()
        assert error < 1e-12, f"{name}: {part} differs by {error}"
    print("equal", name)
