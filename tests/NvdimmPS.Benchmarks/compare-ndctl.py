#!/usr/bin/env python3
"""Compares the native console with ndctl on the same sysfs trees: time of the whole process and its system calls.
Health is compared too where there is a C compiler and a console that is linked dynamically: the nodes then answer from a file, both programs alike.

ndctl cannot be pointed at another folder, so each tree is mounted over /sys in a mount namespace of its own: this needs
root, ndctl and strace. Both programs run there, by turns, so that the machine's moods meet both.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TOPOLOGIES = {"1x1": 1, "2x12": 24, "4x24": 96}
# What both runtimes read at the start stays the machine's own.
KEPT = ["devices/system", "fs/cgroup"]


def enter(tree):
    """Makes the tree this process's /sys."""
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    bind, recursive, private = 4096, 16384, 1 << 18

    def mount(source, target, flags):
        if libc.mount(source and os.fsencode(source), os.fsencode(target), None, flags, None) != 0:
            raise OSError(ctypes.get_errno(), f"mount {source} on {target}")

    if libc.unshare(0x00020000) != 0:
        raise OSError(ctypes.get_errno(), "unshare (are you root?)")
    mount(None, "/", private | recursive)
    for part in KEPT:
        os.makedirs(tree / part, exist_ok=True)
        mount("/sys/" + part, str(tree / part), bind | recursive)
    mount(str(tree), "/sys", bind | recursive)


# What a healthy Intel DIMM answers to GetSmart, GetSmartThreshold and GetFirmwareInfo.
SMART = "00000000" + "7f0e0000" + "00000000" + "00" + "64" + "02" + "00" + "1002" + "6002" + "01000000" + "01" + "0000" + "00" * 8 + "00" + "00000000" + "00" * 92
THRESHOLD = "00000000" + "0700" + "05" + "2005" + "2006" + "00"
FIRMWARE = "00000000" + "00008000" + "00040000" + "40420f00" + "00879303" + "00" * 4 + "06020000" + "5315000000020201" + "00" * 8


def answering(folder, dimms):
    """Makes /dev/nmemN answer, for both programs alike: a library that is loaded before the C library's."""
    library, answers = folder / "nd-answers.so", folder / "answers.txt"
    source = ROOT / "tests/NvdimmPS.Tests/Formats/SecondReader/Data/nd-answers.c"
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", str(library), str(source)], check=True)
    answers.write_text("".join(
        f"{i} device {pathlib.Path(f'/sys/bus/nd/devices/nmem{i}/dev').read_text()}{i} 0 1 {SMART}\n{i} 0 2 {THRESHOLD}\n{i} 0 12 {FIRMWARE}\n" for i in range(dimms)))
    os.environ.update(LD_PRELOAD=str(library), ND_ANSWERS=str(answers))


def run(command):
    """Wall-clock and processor time of one run, in milliseconds."""
    null = os.open(os.devnull, os.O_RDWR)
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    os.close(null)
    if status != 0:
        sys.exit(f"{' '.join(command)}: status {status}")
    return wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000


def calls(command):
    """System calls of all threads, the process's start included."""
    result = subprocess.run(["strace", "-f", "-c", "-o", "/dev/stderr", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    return int([line for line in result.stderr.splitlines() if line.endswith("total")][0].split()[3])


def measure(commands, runs):
    for command in commands.values():
        run(command)
    times = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(run(command))
    rows = {}
    for name, command in commands.items():
        wall, cpu = zip(*times[name])
        rows[name] = (statistics.median(wall), min(wall), min(cpu), statistics.median(calls(command) for _ in range(5)))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nvdimm", default=str(ROOT / "out/cli/nvdimm"), help="the native console (default: out/cli/nvdimm)")
    # Into a static program no library can be loaded that answers for the nodes.
    parser.add_argument("--dynamic", default=str(ROOT / "out/cli-dynamic/nvdimm"), help="the same linked dynamically, for health (default: out/cli-dynamic/nvdimm)")
    parser.add_argument("--ndctl", default="/usr/bin/ndctl")
    parser.add_argument("--empty", help="a native program that does nothing, to see the runtime's share")
    parser.add_argument("--runs", type=int, default=60)
    # Not below the repository: sysfs's links go in circles, and what searches folders for projects follows them.
    parser.add_argument("--trees", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "nvdimm-trees", help="where the trees are kept")
    arguments = parser.parse_args()
    for topology in TOPOLOGIES:
        tree = arguments.trees / topology
        if not tree.exists():
            subprocess.run(["dotnet", "run", "-c", "Release", "--project", str(HERE), "--", "tree", topology, str(tree)], check=True)

    # Other work of the machine waits meanwhile; for both programs alike.
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))
    print(f"{arguments.runs} runs each, by turns; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n", flush=True)
    print("| DIMMs | command | median ms | least ms | least CPU ms | system calls | time (least) | CPU | calls |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    for topology, dimms in TOPOLOGIES.items():
        # A child for each tree: the mounts go with it.
        child = os.fork()
        if child == 0:
            enter((arguments.trees / topology).resolve())
            last = f"nmem{dimms - 1}"
            pairs = [
                {"ndctl list -D": [arguments.ndctl, "list", "-D"], "nvdimm list": [arguments.nvdimm, "list"], "nvdimm list --dimms --json": [arguments.nvdimm, "list", "--dimms", "--json"]},
                {"ndctl list -BDRNi": [arguments.ndctl, "list", "-BDRNi"], "nvdimm list --json": [arguments.nvdimm, "list", "--json"]},
                {f"ndctl list -D -d {last}": [arguments.ndctl, "list", "-D", "-d", last], f"nvdimm list {last}": [arguments.nvdimm, "list", last]},
            ]
            if arguments.empty:
                pairs[0]["(empty program)"] = [arguments.empty]
            if shutil.which("cc") and os.path.exists(arguments.dynamic):
                pairs.append({"ndctl list -DH": [arguments.ndctl, "list", "-DH"], "ndctl list -DHF": [arguments.ndctl, "list", "-DHF"], "nvdimm health": [arguments.dynamic, "health"], "nvdimm health --json": [arguments.dynamic, "health", "--json"]})
            for commands in pairs:
                if "nvdimm health" in commands:
                    answering(arguments.trees, dimms)
                rows = measure(commands, arguments.runs)
                theirs = next(iter(rows.values()))
                for name, (wall, least, cpu, count) in rows.items():
                    print(f"| {dimms} | `{name}` | {wall:.2f} | {least:.2f} | {cpu:.2f} | {count:.0f} | {least / theirs[1]:.2f} | {cpu / theirs[2]:.2f} | {count / theirs[3]:.2f} |")
            sys.stdout.flush()
            os._exit(0)
        if os.waitpid(child, 0)[1] != 0:
            sys.exit(1)


if __name__ == "__main__":
    main()
