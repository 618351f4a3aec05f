"""The opponent: JPEG files to embeddings in PyTorch, timed on command.

A DataLoader with PIL (decode, RGB, resize by Pillow's bilinear, normalise by
ImageNet's mean and deviation) with as many workers as there are cores, which
stay from one run to the next; torch_step.py's net in evaluation under
inference_mode, its rows made unit. Batch norms are not folded into the
convolutions: torch does that only for those who ask (torch.fx, torch.compile).
Reads one word a line from stdin; "go" embeds every file of LIST and prints the
seconds an image, "end" prints the peak memory in GB, that
of the workers left out, and leaves.

    python torch_embed.py LIST BATCH HEIGHT WIDTH LAST_STRIDE LAYOUT WORKERS
"""

import json
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch.utils.data import DataLoader, Dataset
from resident import resident_gb
from torch_step import SphereReid

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


class Images(Dataset):
    """One normalised image a path, channels first."""

    def __init__(self, paths, height, width):
        self.paths, self.size = paths, (width, height)

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        image = Image.open(self.paths[index]).convert("RGB")
        image = image.resize(self.size, Image.Resampling.BILINEAR)
        pixels = (np.asarray(image, np.float32) / 255 - MEAN) / STD
        return torch.from_numpy(pixels.transpose(2, 0, 1).copy())


def main():
    batch, height, width, last_stride = map(int, sys.argv[2:6])
    layout = {"nchw": torch.contiguous_format, "channels_last": torch.channels_last}
    memory_format = layout[sys.argv[6]]
    with open(sys.argv[1]) as file:
        paths = file.read().splitlines()
    torch.manual_seed(1)
    model = SphereReid(10, last_stride).to(memory_format=memory_format).eval()
    loader = DataLoader(
        Images(paths, height, width),
        batch_size=batch,
        num_workers=int(sys.argv[7]),
        persistent_workers=True,
    )
    print(f"torch {torch.__version__} threads {torch.get_num_threads()}", flush=True)
    for line in sys.stdin:
        if line.strip() != "go":
            break
        start = time.perf_counter()
        with torch.inference_mode():
            rows = torch.cat(
                [
                    F.normalize(model.embed(image.to(memory_format=memory_format)))
                    for image in loader
                ]
            )
        print((time.perf_counter() - start) / len(rows), flush=True)
    print(json.dumps(resident_gb("VmHWM")), flush=True)


if __name__ == "__main__":
    main()
