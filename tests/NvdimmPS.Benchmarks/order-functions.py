#!/usr/bin/env python3
"""Writes which functions the console runs when it lists and tells the health of DIMMs: the linker puts these beside each other, so that a
start touches fewer pages of the program. To be run once in a while; a name that is gone does no harm, one that is new lies elsewhere.

Needs root, valgrind, elfutils and binutils, the trees of compare-ndctl.py, and a console that is linked dynamically, with its symbols:
    dotnet publish src/NvdimmPS.Cli -c Release -r linux-x64 -p:PublishAot=true -o out/cli-dynamic
"""
import argparse
import importlib.util
import os
import pathlib
import re
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COMMANDS = [["list"], ["list", "--dimms", "--json"], ["list", "--json"], ["list", "nmem0"], ["health"], ["health", "--json"]]
CALLED = re.compile(r"c?fn=\(\d+\) (\S+)")


def comparison():
    spec = importlib.util.spec_from_file_location("compare_ndctl", HERE / "compare-ndctl.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def with_symbols(program, folder):
    """valgrind reads names, and not this much about lines."""
    whole, named = folder / "whole", folder / "nvdimm"
    subprocess.run(["eu-unstrip", program, f"{program}.dbg", "-o", whole], check=True)
    subprocess.run(["objcopy", "--strip-debug", "--remove-section", ".gnu_debuglink", whole, named], check=True)
    return named


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nvdimm", type=pathlib.Path, default=ROOT / "out/cli-dynamic/nvdimm")
    parser.add_argument("--trees", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "nvdimm-trees")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "src/NvdimmPS.Cli/nvdimm.order")
    arguments = parser.parse_args()
    compare, topology = comparison(), "2x12"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program = with_symbols(arguments.nvdimm, folder)
        defined = {line.split()[-1] for line in subprocess.check_output(["nm", "--defined-only", program], text=True).splitlines()}
        compare.enter((arguments.trees / topology).resolve())
        called = set()
        for command in COMMANDS:
            if command[0] == "health":
                compare.answering(arguments.trees, compare.TOPOLOGIES[topology])
            subprocess.run(["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={folder / 'calls'}", program, *command],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            called.update(match[1].split("'")[0] for match in map(CALLED.match, (folder / "calls").open()) if match)
    # A type and a method; the runtime's own functions, in C++, come from libraries as they are.
    names = sorted(name for name in called & defined if "__" in name)
    arguments.output.write_text("\n".join(names) + "\n")
    print(f"{len(names)} functions in {arguments.output}")


if __name__ == "__main__":
    main()
