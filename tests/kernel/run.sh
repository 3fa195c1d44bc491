#!/usr/bin/env bash
# Ring 4: the real kernel judges. Boots virtual machines with QEMU's NVDIMMs and with the kernel's own test buses, and in them
#   - sends the whole corpus to the kernel and to the simulator of the same machine: same errno, return value and bytes,
#   - takes the ioctls that ndctl makes and makes them again through our envelopes,
#   - holds "nvdimm list --json" against "ndctl list",
#   - where this machine has PowerShell: runs the module's cmdlets, records a session and replays it,
#   - where it has sshd too: asks the virtual machine for its health over SSH, as one server of a fleet.
# Ends in "N passed, N failed, N skipped"; exits with 77 where the machine lacks what it takes (the last line says what).
set -euo pipefail
HERE=$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")
ROOT=$(dirname -- "$(dirname -- "$HERE")")
VM=$HERE/vm.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

status=0
"$VM" build 2>"$work/build.log" || status=$?
if [ "$status" -eq 77 ]; then tail -n 1 "$work/build.log"; exit 77; fi
if [ "$status" -ne 0 ]; then cat "$work/build.log" >&2; echo "0 passed, 1 failed, 0 skipped"; exit 1; fi

share=$work/share
mkdir -p "$share"
publish() { dotnet publish "$ROOT/$1" -c Release -r linux-x64 -p:PublishAot=true -o "$share/bin" -v quiet >"$work/publish.log" 2>&1 || { cat "$work/publish.log" >&2; exit 1; }; }
publish tests/NvdimmPS.KernelRing
publish src/NvdimmPS.Cli
rm -f "$share"/bin/*.dbg "$share"/bin/*.pdb
cp -r "$ROOT/tests/NvdimmPS.Tests/Golden/kernel" "$share/corpus"
cp "$HERE"/guest/ring-*.sh "$HERE"/guest/fleet-server.sh "$share/"

# PowerShell, if there is one: its folder and the runtime's go in read-only, the module by the share.
pwsh=()
if engine=$(command -v "${NVDIMMPS_PWSH:-pwsh}" 2>/dev/null); then
    engine=$(dirname -- "$(realpath -- "$engine")")
    runtime=$(dirname -- "$(realpath -- "$(command -v dotnet)")")
    dotnet build "$ROOT/src/NvdimmPS" -c Release -t:StageModule -p:StageFolder="$share/NvdimmPS" -v quiet >"$work/stage.log" 2>&1 || { cat "$work/stage.log" >&2; exit 1; }
    cp "$HERE"/guest/ring.ps1 "$HERE"/guest/test-that.ps1 "$HERE"/guest/trace-session.ps1 "$HERE"/guest/watch-session.ps1 "$share/"
    pwsh=(--ro "$engine:/opt/pwsh" --ro "$runtime:/opt/dotnet" --env DOTNET_ROOT=/opt/dotnet --env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 --env POWERSHELL_TELEMETRY_OPTOUT=1 --env NO_COLOR=1)
fi

passed=0 failed=0 skipped=0
count() { # NAME COMMAND ARG... : what it says goes to stdout, and into the sum
    local name=$1 log=$work/guest.log status=0 line; shift
    "$@" >"$log" 2>&1 || status=$?
    cat "$log"
    while read -r line; do
        set -- $line
        passed=$((passed + $1)) failed=$((failed + $3)) skipped=$((skipped + $5))
    done < <(grep -oE '[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped' "$log")
    # A guest that died has no closing line, and that must not look like success.
    if [ "$status" -ne 0 ] && ! grep -qE '[1-9][0-9]* failed' "$log"; then
        echo "$name: the guest ended with status $status"
        failed=$((failed + 1))
    fi
}

boot() { # BUS SCRIPT ARG...
    local bus=$1; shift
    echo "== $bus: $*"
    count "$bus" "$VM" run --bus "$bus" --share "$share" --append nfit.no_init_ars=1 --timeout 420 ${pwsh[@]+"${pwsh[@]}"} -- bash "$@"
}

for bus in qemu nfit_test; do
    boot "$bus" ring-corpus.sh "$bus" active
    boot "$bus" ring-corpus.sh "$bus" idle
    boot "$bus" ring-tools.sh "$bus"
done
[ ${#pwsh[@]} -gt 0 ] || { echo "PowerShell in the guest: skipped, there is no pwsh on this machine"; skipped=$((skipped + 1)); }

. "$HERE/fleet.sh"
if obstacle=$(fleet_obstacle); then
    echo "== nfit_test: a server of a fleet"
    count fleet fleet
else
    echo "The guest as a server of a fleet: skipped, $obstacle"
    skipped=$((skipped + 1))
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
