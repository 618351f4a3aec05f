"""The opponent: SphereReID's training step in PyTorch, timed on command.

The same net as the kit's: ResNet-50 (torchvision form) with running
statistics, neck D (BN, dropout 0.5, dense to 1024, BN), sphere loss s = 14,
Adam. Reads one word a line from stdin; "go" runs one step and prints its
seconds, "end" prints the peak memory in GB (resident, or the GPU's own) and
leaves. Float32 throughout: TF32 is off unless DEVICE is "cuda-tf32".

MODE is "eager" or "compile" (torch.compile, which needs a C++ compiler).

    python torch_step.py BATCH HEIGHT WIDTH CLASSES LAST_STRIDE LAYOUT DEVICE MODE
"""

import json
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F
from resident import resident_gb


class Bottleneck(nn.Module):
    """1x1, 3x3 with the stride, 1x1, and the shortcut."""

    def __init__(self, inner, planes, stride, project):
        super().__init__()
        outer = 4 * planes
        self.conv1 = nn.Conv2d(inner, planes, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = nn.Conv2d(planes, planes, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)
        self.conv3 = nn.Conv2d(planes, outer, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(outer)
        self.shortcut = (
            nn.Sequential(
                nn.Conv2d(inner, outer, 1, stride, bias=False), nn.BatchNorm2d(outer)
            )
            if project
            else nn.Identity()
        )

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = F.relu(self.bn2(self.conv2(y)))
        return F.relu(self.bn3(self.conv3(y)) + self.shortcut(x))


class SphereReid(nn.Module):
    """ResNet-50, mean, neck D, cosine times 14."""

    def __init__(self, classes, last_stride):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        blocks, inner = [], 64
        stages = ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, last_stride))
        for planes, depth, stride in stages:
            for number in range(depth):
                first = number == 0
                blocks.append(
                    Bottleneck(inner, planes, stride if first else 1, first)
                )
                inner = 4 * planes
        self.stages = nn.Sequential(*blocks)
        self.neck = nn.Sequential(
            nn.BatchNorm1d(2048),
            nn.Dropout(0.5),
            nn.Linear(2048, 1024),
            nn.BatchNorm1d(1024),
        )
        self.weight = nn.Parameter(torch.empty(classes, 1024))
        nn.init.xavier_normal_(self.weight)

    def embed(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        return self.neck(self.stages(x).mean((2, 3)))

    def forward(self, x):
        return 14 * F.normalize(self.embed(x)) @ F.normalize(self.weight).T


def main():
    batch, height, width, classes, last_stride = map(int, sys.argv[1:6])
    layout = {"nchw": torch.contiguous_format, "channels_last": torch.channels_last}
    memory_format = layout[sys.argv[6]]
    device, _, short = sys.argv[7].partition("-")
    torch.backends.cudnn.allow_tf32 = short == "tf32"
    torch.backends.cuda.matmul.allow_tf32 = short == "tf32"
    torch.manual_seed(1)
    model = SphereReid(classes, last_stride).to(device, memory_format=memory_format)
    image = torch.randn(batch, 3, height, width)
    image = image.to(device, memory_format=memory_format)
    label = torch.randint(0, classes, (batch,)).to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-4)
    print(f"torch {torch.__version__} threads {torch.get_num_threads()}", flush=True)
    on_gpu = device == "cuda"
    forward = torch.compile(model) if sys.argv[8] == "compile" else model
    for line in sys.stdin:
        if line.strip() != "go":
            break
        start = time.perf_counter()
        optimizer.zero_grad()
        loss = F.cross_entropy(forward(image), label)
        loss.backward()
        optimizer.step()
        loss.item()
        print(time.perf_counter() - start, flush=True)
    peak = torch.cuda.max_memory_reserved() / 1e9 if on_gpu else resident_gb("VmHWM")
    print(json.dumps(peak), flush=True)


if __name__ == "__main__":
    main()
