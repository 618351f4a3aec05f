"""Golden values and gradients of the losses.

Run with PyTorch 2.13 and numpy:  python tests/golden/make_loss.py
Writes loss.json beside itself: float64, of float32 inputs by the formula.
"""

import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from formula import spread

BATCH, EMBED, CLASSES = 5, 6, 7
LABEL = torch.tensor([3, 0, 6, 3, 1])
CASES = {
    "softmax": {},
    "softmax without bias": {"bias": False},
    "softmax, smoothing 0.1 over all": {"smoothing": 0.1},
    "softmax, smoothing 0.1 over the others": {"smoothing": 0.1, "spread": "others"},
    "normSoftmax, scale 4": {"scale": 4},
    "normSoftmax, scale 10": {"scale": 10},
    "normSoftmax, scale 30": {"scale": 30},
    "sphere": {"scale": 14},
    "sphere, smoothing 0.2 over all": {"scale": 14, "smoothing": 0.2},
}


def given(name, shape):
    values = spread(name, shape).astype(np.float32)
    return torch.from_numpy(values).double().requires_grad_()


def case(options):
    embedding = given("embedding", (BATCH, EMBED))
    weight = given("weight", (CLASSES, EMBED))
    bias = given("bias", (CLASSES,))
    scale = options.get("scale")
    if scale is None:
        logits = F.linear(embedding, weight, bias if options.get("bias", True) else None)
    else:
        logits = scale * F.normalize(embedding) @ F.normalize(weight).T
    smoothing = options.get("smoothing", 0.0)
    if options.get("spread") == "others":
        target = torch.full((BATCH, CLASSES), smoothing / (CLASSES - 1)).double()
        target[torch.arange(BATCH), LABEL] = 1 - smoothing
        loss = -(target * F.log_softmax(logits, 1)).sum(1)
    else:
        loss = F.cross_entropy(logits, LABEL, reduction="none", label_smoothing=smoothing)
    # Each sample counts differently, so that mixed-up rows would show.
    (loss * torch.arange(1, BATCH + 1)).sum().backward()
    found = {"options": options, "loss": loss.detach()}
    for name, tensor in (("embedding", embedding), ("weight", weight), ("bias", bias)):
        if tensor.grad is not None:
            found[name] = tensor.grad
    return {
        name: value.flatten().tolist() if torch.is_tensor(value) else value
        for name, value in found.items()
    }


(pathlib.Path(__file__).parent / "loss.json").write_text(
    json.dumps(
        {
            "made": f"tests/golden/make_loss.py, PyTorch {torch.__version__.split('+')[0]}, float64",
            "batch": BATCH, "embed": EMBED, "classes": CLASSES, "label": LABEL.tolist(),
            "cases": {name: case(options) for name, options in CASES.items()},
        },
        indent=1,
    ) + "\n"
)
