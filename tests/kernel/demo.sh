#!/usr/bin/env bash
# The main job against the real Linux NVDIMM drivers, on a machine that has no NVDIMM: boots the kernel's own test bus in a
# virtual machine and asks its first DIMM for its health.
#   demo.sh                       nvdimm dsm nmem0 --function 1 --hex
#   demo.sh list --json           any other command of the console
set -euo pipefail
HERE=$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")
[ $# -gt 0 ] || set -- dsm nmem0 --function 1 --hex
"$HERE/vm.sh" build
share=$(mktemp -d)
trap 'rm -rf "$share"' EXIT
dotnet publish "$HERE/../../src/NvdimmPS.Cli" -c Release -r linux-x64 -p:PublishAot=true -o "$share" -v quiet >&2
"$HERE/vm.sh" run --bus nfit_test --share "$share" --append nfit.no_init_ars=1 -- ./nvdimm "$@"
