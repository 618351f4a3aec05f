"""A figure of this process's resident memory, as resident.ts has it."""

import pathlib


def resident_gb(what):
    """GB now ("VmRSS") or at most ("VmHWM"); None outside Linux.

    Not getrusage's ru_maxrss: it begins with what the starting process held.
    """
    try:
        status = pathlib.Path("/proc/self/status").read_text()
        return int(status.split(f"{what}:")[1].split()[0]) * 1024 / 1e9
    except OSError:
        return None
