#!/usr/bin/env bash
# Records tests/Pester/Data/nfit_test.trace.jsonl anew: the session of guest/trace-session.ps1 on the kernel's own test bus, in
# a virtual machine. It needs a PowerShell on this machine.
#   record.sh [FILE]
set -euo pipefail
HERE=$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")
ROOT=$(dirname -- "$(dirname -- "$HERE")")
output=${1:-$ROOT/tests/Pester/Data/nfit_test.trace.jsonl}
"$HERE/vm.sh" build
share=$(mktemp -d)
trap 'rm -rf "$share"' EXIT
. "$HERE/pwsh.sh"
find_pwsh || { echo "there is no PowerShell: dotnet tool restore, or NVDIMMPS_PWSH" >&2; exit 1; }
share_pwsh
dotnet build "$ROOT/src/NvdimmPS" -c Release -t:StageModule -p:StageFolder="$share/NvdimmPS" -v quiet >&2
cp "$HERE"/guest/record.ps1 "$HERE"/guest/trace-session.ps1 "$share/"
"$HERE/vm.sh" run --bus nfit_test --share "$share" --append nfit.no_init_ars=1 "${PWSH_SHARES[@]}" \
    -- bash -c 'nd-settle && /opt/pwsh/pwsh -NoProfile -File ./record.ps1'
mkdir -p "$(dirname -- "$output")"
install -m 644 "$share/session.jsonl" "$output"
