"""Losses of PyTorch's training with a backbone that rests at first and rates by part.

Run with PyTorch 2.13 and numpy:  python tests/golden/make_freeze.py
Writes freeze.json beside itself: the slim network of make_resnet.py, its
batches and rates, float64. For the first two of six steps the backbone is in
evaluation mode and has no gradients; then it trains, at half the rate, and its
Adam counts from there. The class weights learn at ten times the rate.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

from make_resnet import EPSILON, LABEL, RATES, Net, pixels

HERE = pathlib.Path(__file__).parent
FROZEN, STEPS = 2, 6
FACTORS = {"backbone": 0.5, "neck": 1, "loss": 10}


def losses(caffe, optimizer, dtype):
    net = Net(caffe).to(dtype)
    groups = [
        {"params": list(getattr(net, name).parameters()), "lr": RATES[optimizer] * factor}
        for name, factor in FACTORS.items()
    ]
    update = (
        torch.optim.Adam(groups, eps=EPSILON)
        if optimizer == "adam"
        else torch.optim.SGD(groups, momentum=0.9)
    )
    found = []
    for step in range(STEPS):
        net.train()
        net.backbone.requires_grad_(step >= FROZEN)
        if step < FROZEN:
            net.backbone.eval()
        loss = F.cross_entropy(net(pixels(step, dtype))["logits"], LABEL)
        update.zero_grad()
        loss.backward()
        update.step()
        found.append(loss.item())
    return found


def main():
    torch.set_num_threads(1)
    report = {
        "made": f"tests/golden/make_freeze.py, PyTorch {torch.__version__.split('+')[0]}, float64",
        "frozen": FROZEN, "factors": FACTORS, "losses": {},
    }
    for form in ("torchvision", "caffe"):
        report["losses"][form] = {}
        for optimizer in RATES:
            exact = losses(form == "caffe", optimizer, torch.float64)
            rough = losses(form == "caffe", optimizer, torch.float32)
            print(form, optimizer, exact)
            print("  float32 off by", max(abs(a - b) / a for a, b in zip(exact, rough)))
            report["losses"][form][optimizer] = exact
    (HERE / "freeze.json").write_text(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()
