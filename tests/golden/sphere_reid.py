"""The kit's network in PyTorch, for files that `deno task export --to safetensors` wrote.

    python tests/golden/sphere_reid.py MODEL.safetensors PIXELS.npy UNIT.npy

PIXELS.npy is float32 [image, channel, row, column], made as the file's input
spec says; UNIT.npy gets a row of length 1 for each image. As a module:

    model, metadata = load("MODEL.safetensors")
    unit = model.unit(pixels)

Names are those of the file, which are torchvision's behind "backbone.", then
"neck." and "loss.". Loading is strict: a name too many or too few is an error.
"""

import json
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


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
        self.downsample = nn.Identity()
        if stride != 1 or channels != out:
            self.downsample = nn.Sequential(
                nn.Conv2d(channels, out, 1, stride, bias=caffe),
                nn.BatchNorm2d(out, eps),
            )

    def forward(self, maps):
        inner = F.relu(self.bn1(self.conv1(maps)))
        inner = F.relu(self.bn2(self.conv2(inner)))
        return F.relu(self.bn3(self.conv3(inner)) + self.downsample(maps))


class Backbone(nn.Module):
    """ResNet-50 down to the mean of its last maps, in torchvision's, Caffe's or BoT's form."""

    def __init__(self, form, last_stride, width):
        super().__init__()
        caffe = {"torchvision": False, "caffe": True, "bot": False}[form]
        self.stem_relu = form != "bot"
        base = round(64 * width)
        self.conv1 = nn.Conv2d(3, base, 7, 2, 3, bias=caffe)
        self.bn1 = nn.BatchNorm2d(base, 1e-3 if caffe else 1e-5)
        channels = base
        for stage, (blocks, stride) in enumerate(zip((3, 4, 6, 3), (1, 2, 2, last_stride))):
            inner = base * 2**stage
            layers = []
            for block in range(blocks):
                layers.append(Bottleneck(channels, inner, 1 if block else stride, caffe))
                channels = 4 * inner
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))
        self.features = channels

    def forward(self, image):
        maps = self.bn1(self.conv1(image))
        maps = F.max_pool2d(F.relu(maps) if self.stem_relu else maps, 3, 2, 1)
        for stage in (self.layer1, self.layer2, self.layer3, self.layer4):
            maps = stage(maps)
        return maps.mean((2, 3))


class Neck(nn.Sequential):
    """A: nothing. B: FC. C: FC, BN. D: BN, dropout, FC, BN. BN: BN without a learnt bias."""

    def __init__(self, name, features, embed, dropout):
        super().__init__()
        parts = {
            "A": (), "B": ("fc",), "C": ("fc", "bn2"), "BN": ("bn",),
            "D": ("bn1", "dropout", "fc", "bn2"),
        }[name]
        for part in parts:
            self.add_module(part, {
                "bn": lambda: nn.BatchNorm1d(features),
                "bn1": lambda: nn.BatchNorm1d(features),
                "dropout": lambda: nn.Dropout(dropout),
                "fc": lambda: nn.Linear(features, embed),
                "bn2": lambda: nn.BatchNorm1d(embed),
            }[part]())


class SphereReid(nn.Module):
    def __init__(
        self, form="torchvision", lastStride=2, width=1, neck="D", embed=1024, dropout=0.5, loss={}
    ):
        """Sizes by the names that a file's metadata gives them; `loss` holds shapes by name."""
        super().__init__()
        self.backbone = Backbone(form, lastStride, width)
        self.neck = Neck(neck, self.backbone.features, embed, dropout)
        self.loss = nn.Module()
        for name, shape in loss.items():
            self.loss.register_parameter(name, nn.Parameter(torch.zeros(shape)))

    def forward(self, image):
        return self.neck(self.backbone(image))

    def unit(self, image):
        """Rows of length 1, by which persons are found."""
        return F.normalize(self(image))


SIZES = ("form", "lastStride", "width", "neck", "embed", "dropout")


def load(path):
    """The network of a file, ready for evaluation, and the file's metadata."""
    tensors, metadata = read(path)
    options = json.loads(metadata["model"])
    loss = {
        name[len("loss."):]: value.shape
        for name, value in tensors.items() if name.startswith("loss.")
    }
    model = SphereReid(**{name: options[name] for name in SIZES}, loss=loss)
    # A plain dict has no version, so that strict loading does not ask for num_batches_tracked.
    model.load_state_dict(tensors, strict=True)
    return model.eval(), metadata


def read(path):
    """The tensors and free words of a safetensors file of float32."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        values = file.read()
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        assert entry["dtype"] == "F32", f"{name} is {entry['dtype']}"
        begin, end = entry["data_offsets"]
        value = np.frombuffer(values[begin:end], "<f4").reshape(entry["shape"])
        tensors[name] = torch.from_numpy(value.copy())
    return tensors, metadata


def main(model, pixels, unit):
    net, _ = load(model)
    images = torch.from_numpy(np.load(pixels))
    with torch.no_grad():
        np.save(unit, torch.cat([net.unit(part) for part in images.split(64)]).numpy())


if __name__ == "__main__":
    main(*sys.argv[1:])
