"""Golden values of the network, the losses' training and the losses.

Run with PyTorch 2.13 and numpy:  python tests/golden/make_resnet.py
Writes resnet_torchvision.safetensors, resnet_caffe.safetensors and resnet.json
beside itself. Computed in float64 from float32 weights and rounded once, so
that what is measured against them is the error of one side only; the float32
run of PyTorch itself is measured here and printed, as the yardstick. The rates
are such that no ReLU sits on its kink and five steps magnify no rounding: with
weights jostled by 2e-7, PyTorch's float32 losses stay within 7e-6 of these,
while the updates move them by 8e-3 (Adam) and 1e-1 (SGD).
"""

import json
import pathlib
import struct

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from formula import image, weight

HERE = pathlib.Path(__file__).parent
BASE, EMBED, CLASSES, BATCH, HEIGHT, WIDTH, SCALE = 4, 32, 10, 8, 64, 32, 14.0
STEPS = 5
RATES = {"adam": 1e-4, "sgd": 5e-4}

# Adam's own 1e-8 would make full moves of the rounding in gradients that are 0.
EPSILON = 1e-5


class Bottleneck(nn.Module):
    def __init__(self, channels, inner, stride, caffe):
        super().__init__()
        eps = 1e-3 if caffe else 1e-5
        first, second = (stride, 1) if caffe else (1, stride)
        out = 4 * inner
        self.conv1 = nn.Conv2d(channels, inner, 1, first, bias=caffe)
        self.bn1 = nn.BatchNorm2d(inner, eps)
        self.conv2 = nn.Conv2d(inner, inner, 3, second, 1, bias=caffe)
        self.bn2 = nn.BatchNorm2d(inner, eps)
        self.conv3 = nn.Conv2d(inner, out, 1, bias=caffe)
        self.bn3 = nn.BatchNorm2d(out, eps)
        self.downsample = None
        if stride != 1 or channels != out:
            self.downsample = nn.Sequential(
                nn.Conv2d(channels, out, 1, stride, bias=caffe),
                nn.BatchNorm2d(out, eps),
            )

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = F.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class Backbone(nn.Module):
    def __init__(self, base, caffe):
        super().__init__()
        self.conv1 = nn.Conv2d(3, base, 7, 2, 3, bias=caffe)
        self.bn1 = nn.BatchNorm2d(base, 1e-3 if caffe else 1e-5)
        channels = base
        for stage, blocks in enumerate((3, 4, 6, 3)):
            inner = base * 2**stage
            layers = []
            for block in range(blocks):
                stride = 2 if block == 0 and stage > 0 else 1
                layers.append(Bottleneck(channels, inner, stride, caffe))
                channels = 4 * inner
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))

    def forward(self, x):
        stages = {}
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        stages["stem"] = x
        for stage in range(1, 5):
            x = getattr(self, f"layer{stage}")(x)
            stages[f"layer{stage}"] = x
        return x, stages


class Neck(nn.Module):
    """Neck D with dropout off."""

    def __init__(self, features, embed):
        super().__init__()
        self.bn1 = nn.BatchNorm1d(features)
        self.fc = nn.Linear(features, embed)
        self.bn2 = nn.BatchNorm1d(embed)

    def forward(self, x):
        return self.bn2(self.fc(self.bn1(x)))


class Loss(nn.Module):
    def __init__(self, classes, embed):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(classes, embed))

    def forward(self, embedding):
        return SCALE * F.normalize(embedding) @ F.normalize(self.weight).T


class Net(nn.Module):
    def __init__(self, caffe):
        super().__init__()
        self.backbone = Backbone(BASE, caffe)
        self.neck = Neck(32 * BASE, EMBED)
        self.loss = Loss(CLASSES, EMBED)
        for name, entry in self.state_dict().items():
            if not name.endswith("num_batches_tracked"):
                entry.copy_(torch.from_numpy(weight(name, tuple(entry.shape))))

    def forward(self, image):
        maps, outputs = self.backbone(image)
        pooled = maps.mean((2, 3))
        embedding = self.neck(pooled)
        logits = self.loss(embedding)
        return {**outputs, "pooled": pooled, "embedding": embedding, "logits": logits}


def pixels(step, dtype):
    """[batch, channel, row, column] of torch."""
    values = image(f"image.{step}", BATCH, HEIGHT, WIDTH)
    return torch.from_numpy(values).to(dtype).permute(0, 3, 1, 2)


LABEL = torch.arange(BATCH) * 3 % CLASSES


def measured(caffe, dtype):
    """Outputs, loss, gradients, new running statistics, and the embedding in evaluation."""
    net = Net(caffe).to(dtype)
    found = {}
    with torch.no_grad():
        net.eval()
        found["eval.embedding"] = net(pixels(0, dtype))["embedding"]
    net.train()
    outputs = net(pixels(0, dtype))
    per_sample = F.cross_entropy(outputs["logits"], LABEL, reduction="none")
    per_sample.mean().backward()
    for name, tensor in outputs.items():
        # Maps as this library has them: the channel last.
        found[f"output.{name}"] = tensor.permute(0, 2, 3, 1) if tensor.ndim == 4 else tensor
    found["output.loss"] = per_sample
    for name, parameter in net.named_parameters():
        found[f"gradient.{name}"] = parameter.grad
    for name, buffer in net.named_buffers():
        if not name.endswith("num_batches_tracked"):
            found[f"state.{name}"] = buffer
    return {name: tensor.detach().double().numpy() for name, tensor in found.items()}


def losses(caffe, optimizer, dtype):
    """The mean loss of each of five steps, each on a batch of its own."""
    net = Net(caffe).to(dtype).train()
    rate = RATES[optimizer]
    update = (
        torch.optim.Adam(net.parameters(), rate, eps=EPSILON)
        if optimizer == "adam"
        else torch.optim.SGD(net.parameters(), rate, momentum=0.9)
    )
    found = []
    for step in range(STEPS):
        loss = F.cross_entropy(net(pixels(step, dtype))["logits"], LABEL)
        update.zero_grad()
        loss.backward()
        update.step()
        found.append(loss.item())
    return found


def save(path, tensors):
    header, values, begin = {}, [], 0
    for name, tensor in tensors.items():
        value = np.ascontiguousarray(tensor, dtype="<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(tensor.shape),
            "data_offsets": [begin, begin + len(value)],
        }
        begin += len(value)
        values.append(value)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(values))


def main():
    torch.set_num_threads(1)
    report = {
        "made": f"tests/golden/make_resnet.py, PyTorch {torch.__version__.split('+')[0]}, float64",
        "base": BASE, "embed": EMBED, "classes": CLASSES, "batch": BATCH,
        "height": HEIGHT, "width": WIDTH, "scale": SCALE, "rates": RATES, "epsilon": EPSILON,
        "losses": {},
    }
    for form in ("torchvision", "caffe"):
        caffe = form == "caffe"
        exact, rough = measured(caffe, torch.float64), measured(caffe, torch.float32)
        zero = sorted(
            name for name, value in exact.items()
            if name.startswith("gradient.") and np.abs(value).max() < 1e-12
        )
        report.setdefault("zero", {})[form] = [name[len("gradient."):] for name in zero]
        save(HERE / f"resnet_{form}.safetensors", {
            name: np.zeros_like(value) if name in zero else value
            for name, value in exact.items()
        })
        worst = {}
        for name, value in exact.items():
            if name not in zero:
                part = name.split(".")[0]
                error = np.abs(value - rough[name]).max() / np.abs(value).max()
                worst[part] = max(worst.get(part, (0, "")), (error, name))
        print(form, "float32 against float64:", worst)
        print(form, "zero gradients:", len(zero))
        report["losses"][form] = {}
        for optimizer in RATES:
            exact_losses = losses(caffe, optimizer, torch.float64)
            rough_losses = losses(caffe, optimizer, torch.float32)
            print(form, optimizer, exact_losses)
            print("  float32 off by", max(
                abs(a - b) / a for a, b in zip(exact_losses, rough_losses)
            ))
            report["losses"][form][optimizer] = exact_losses
    (HERE / "resnet.json").write_text(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()
